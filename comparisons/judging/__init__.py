"""Judging: a question is drawn, an answer is held against the truth, and one law says whether it agrees.

Knows `declaring/` and `processes/`. `frameworks/` answers its questions, and all rooms above go by its verdicts.
"""
