"""Portraits: a small picture of what a concept does, drawn from what scratch answers, by a rule for many concepts.

A rule is a file. It takes a concept and a figure, draws, and returns what is seen in one sentence, or "" if it cannot
draw this concept. Knows `declaring/`. The desk asks for it.
"""
