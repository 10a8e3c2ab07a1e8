"""Reproducing: a row that fails becomes the smallest script that shows it with the framework alone; fuzzing finds rows.

Knows `frameworks/`, `judging/`, `processes/` and `declaring/`. The desk asks for it.
"""
