"""Declared reasons in these very numbers: how many roundings each makes, and its share of a panel's difference."""

import numpy as np

from comparisons.judging.answering import Answer
from comparisons.judging.departures import off
from comparisons.judging.question import Question
from comparisons.judging.rounding import units

#: The columns of :func:`shares`.
COLUMNS = ("framework", "dtype", "kind", "array", "cause", "units", "share", "left", "reason")

#: What makes less is no reason for anything that can be seen.
LEAST = 1.0


def shares(question: Question, answer: Answer, framework: str) -> list[dict]:
    """Return a row for every declared reason that moves an array of these numbers by a rounding or more.

    question    as :func:`comparisons.judging.agreement.settle` returns it, with the departures that were found out

    In a row ``units`` are the roundings that this reason makes alone in the entry that it moves most; ``share`` is what
    it makes of the panel's difference in the entry in which that is farthest off, NaN where the panel is not off at
    all. Shares of reasons that work on each other need not sum to 1. ``left`` are the roundings that are left where all
    declared reasons act.
    """
    departures = question.departures.get(framework)
    if departures is None or departures.declared is None:
        return []
    rows = []
    everything = departures.acting(frozenset(departures.declared.causes))
    for label, (kind, name, truth) in question.truth.labelled().items():
        array = answer.labelled().get(label, (None, None, None))[2]
        if array is None or array.shape != truth.shape or not array.size:
            continue
        far = off(question, label, array)
        left = float(np.max(off(everything, label, array)))
        for cause, reason in departures.declared.causes.items():
            alone = departures.acting(frozenset({cause})).truth[label]
            made = float(np.max(units(alone, truth, question.dtype, question.scales[label])))
            if made >= LEAST:
                told = (
                    framework,
                    question.dtype,
                    kind,
                    name,
                    cause,
                    made,
                    _share(far, array, alone, truth),
                    left,
                    reason,
                )
                rows.append(dict(zip(COLUMNS, told, strict=True)))
    return rows


def _share(far: np.ndarray, array: np.ndarray, alone: np.ndarray, truth: np.ndarray) -> float:
    """Return how much of the difference in the entry that is farthest off lies between the truth and another answer."""
    place = np.unravel_index(np.argmax(far), far.shape)
    if not far[place]:
        return np.nan
    given, would, right = (np.float64(each[place]) for each in (array, alone, truth))
    if np.isfinite(given) and np.isfinite(right):
        return float((would - right) / (given - right))
    same = would == given or (np.isnan(would) and np.isnan(given))
    return float(same)
