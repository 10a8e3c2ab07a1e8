"""Guide: what pages say of the frameworks beside numbers: names, documentation, defaults, weights to carry, notebooks.

Knows `stories/`, `judging/`, `processes/` and `declaring/`. The desk asks for it.
"""
