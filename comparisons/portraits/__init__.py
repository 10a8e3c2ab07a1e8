"""Portraits: a small picture of what a concept does, drawn from what scratch answers, by a rule for many concepts.

A rule takes a concept and a figure, draws, and returns what is seen in one sentence, or "" if it cannot draw this
concept. Rules that draw alike are a file. Knows `declaring/` and `judging/`. The desk asks for it.
"""
