"""Mistakes: which one an implementation has, proven by a scratch that makes it and then says the same.

Knows `judging/`, by whose law it is proven, and `declaring/`. `yours/` asks for it.
"""
