"""Desk: where a person stands: the command line, the terminal, a run from its plan to its last sentence, and Python.

Knows all other rooms; `triptych` is its face.
"""
