"""Frameworks: adapters, of which each lets one implementation answer a question, and gives the clock something to time.

They know `judging/`, whose questions they answer, and `declaring/`. Nobody imports one: `processes/adapters.py` has
their addresses, and each is loaded in a process of its own.
"""
