"""People's own code with a mistake: is it caught, and is the mistake named?"""
