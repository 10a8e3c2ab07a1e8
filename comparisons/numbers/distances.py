"""How many roundings two panels are apart, whoever is right."""

from collections.abc import Mapping

import numpy as np

from comparisons.judging.answering import Answer
from comparisons.judging.question import Question
from comparisons.judging.rounding import units
from comparisons.processes.adapters import ADAPTERS

#: The columns of :func:`distances`.
COLUMNS = ("framework", "other", "dtype", "kind", "array", "units")


def distances(question: Question, answer: Answer, framework: str, others: Mapping[str, Answer]) -> list[dict]:
    """Return a row for every array of two answers: how many roundings they are apart, in the entry where most.

    A rounding is what it is to the truth. What each draws itself, and what follows from it, is not compared.
    """
    if question.draws or question.kind == "distribution":
        return []
    rows, given = [], answer.labelled()
    for other, said in others.items():
        pair = sorted((framework, other), key=[*ADAPTERS].index)
        for label, (kind, name, array) in said.labelled().items():
            if label in given and label in question.scales and given[label][2].shape == array.shape:
                far = units(given[label][2], array, question.dtype, question.scales[label])
                told = *pair, question.dtype, kind, name, float(np.max(far, initial=0.0))
                rows.append(dict(zip(COLUMNS, told, strict=True)))
    return rows
