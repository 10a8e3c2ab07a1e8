"""Numbers: a person's own arrays, or sizes alone, put to all three panels: how far apart, who is right, and why.

Knows `frameworks/`, `judging/`, `processes/` and `declaring/`. The desk asks for it.
"""
