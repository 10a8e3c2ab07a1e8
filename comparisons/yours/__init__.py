"""Yours: a person's own numbers and own code, held against the truth, and which mistake it is where they part.

Knows `frameworks/`, `judging/`, `processes/` and `declaring/`. The desk asks for it.
"""
