"""Scores of several panels: those in which they differ as printed, those that are the same, those of one alone."""

from reports.numbers import significant

#: So many digits of a score are printed.
DIGITS = 4

Scores = dict[str, dict[tuple, dict[str, float]]]


def parted(scores: Scores) -> tuple[Scores, Scores, Scores]:
    """Return the scores that differ, those that do not, and those of one panel alone.

    Each are {story: {what: {framework: value}}}.
    """
    differing, same, alone = {}, {}, {}
    for story, rows in scores.items():
        for what, values in rows.items():
            printed = {significant(value, DIGITS) for value in values.values()}
            part = alone if len(values) == 1 else same if len(printed) == 1 else differing
            part.setdefault(story, {})[what] = values
    return differing, same, alone
