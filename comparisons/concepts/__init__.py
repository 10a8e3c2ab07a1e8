"""Concepts: the declarations, a file each, at the path that the concept has in every tree.

They know `declaring/` and scratch. Nobody imports one by its name: `declaring/catalogue.py` finds and loads them.
"""
