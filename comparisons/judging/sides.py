"""The sides of a truth: a number within rounding of a threshold may fall on either side of it.

A ReLU whose input is 1e-9 in a run that is rounded at 1e-7 is one: both sides give the same value, but one gradient
more or less, and every step after it is another. Neither side is a mistake. So before an answer is said to fail, the
truth is taken from the other side of such decisions, one after the other: the answer must agree with one of them.
"""

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from comparisons.judging.decisions import Decision
from comparisons.judging.precision import ALLOWED, eps
from comparisons.judging.question import Question
from comparisons.judging.rounding import DISTURBANCE

#: How many decisions are turned at most, and how many are tried for each.
DEPTH, TRIES = 4, 12


def undecided(question: Question) -> list[Decision]:
    """Return the decisions behind the true answer that lie within rounding of their thresholds, the closest first."""
    found = {}
    for number, (margin, *others) in enumerate(
        zip(question.margins, *question.margins_disturbed, strict=True)
    ):
        moved = np.std([other - margin for other in others], axis=0) / DISTURBANCE
        near = np.abs(margin) < ALLOWED * eps(question.dtype) * moved
        for place in map(tuple, np.argwhere(near & (margin != 0))):
            # What comes to another comparison just as it came to the first, or left it, is the same decision.
            size = abs(float(margin[place]))
            found.setdefault((place, size), (size / moved[place], []))[1].append(number)
    decisions = [(near, Decision(tuple(numbers), place)) for (place, _), (near, numbers) in found.items()]
    return [decision for _, decision in sorted(decisions)]


def best_side(question: Question, outside: Callable[[Question], int]) -> Question:
    """Return the side of the truth on which an answer has the fewest entries outside the law.

    ``outside(side)`` counts them. Decisions are turned one after the other as long as that helps: of those that can be
    turned next, the one that helps most.
    """
    best, fewest = question, outside(question)
    for _ in range(DEPTH):
        start = best
        for decision in undecided(start)[:TRIES]:
            side = replace(start, turned=start.turned | {decision})
            if (number := outside(side)) < fewest:
                best, fewest = side, number
            if not fewest:
                return best
        if best is start:
            return best
    return best
