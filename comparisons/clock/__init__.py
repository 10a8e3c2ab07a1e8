"""Clock: how fast each framework is, side by side, with intervals that know how far a shared machine strays.

Knows `judging/`, whose questions it times, `processes/` and `declaring/`. The desk winds it.
"""
