"""Faint colours behind numbers: which step of its scale a number stands on. The number itself is always there, too."""

import math

from reports.verdicts import AGREES, DIFFERS, Judgement

#: Roundings from which on a step begins: where a framework agrees, and where it differs as declared.
AGREEING = (1, 4, 8, 16)
DIFFERING = (1, 1e3, 1e6, 1e9)
#: How many times as long as another, or as short.
TIMES = (1.25, 2, 4, 8)


def of_judgement(judgement: Judgement) -> str:
    """Return the class of CSS for how far an array is off, after a space; "" where there is nothing to show."""
    steps = {AGREES: AGREEING, DIFFERS: DIFFERING}.get(judgement.verdict, ())
    return _class("far", judgement.shown, steps)


def of_ratio(ratio: float) -> str:
    """Return the class of CSS for a ratio of times, how much slower, or faster, after a space."""
    if not ratio > 0:
        return ""
    return _class("slower", ratio, TIMES) or _class("faster", 1 / ratio, TIMES)


def _class(scale: str, number: float, steps: tuple) -> str:
    step = 0 if math.isnan(number) else sum(number >= least for least in steps)
    return f" {scale}-{step}" if step else ""
