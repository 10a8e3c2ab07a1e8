"""Telling: how a story is told in all panels, and what becomes of its claims, tables and pictures.

Knows `stories/`, `judging/` and `processes/`. The desk asks for it.
"""
