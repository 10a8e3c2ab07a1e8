"""Scores of several panels: those in which the panels differ as printed, and those in which all say the same."""

from reports.numbers import significant

#: So many digits of a score are printed.
DIGITS = 4

Scores = dict[str, dict[tuple, dict[str, float]]]


def parted(scores: Scores) -> tuple[Scores, Scores]:
    """Return the scores that differ and those that do not, each {story: {what: {framework: value}}}.

    A score that one panel alone has differs: one must see whose it is.
    """
    both = ({}, {})
    for story, rows in scores.items():
        for what, values in rows.items():
            printed = {significant(value, DIGITS) for value in values.values()}
            same = len(printed) == 1 and len(values) > 1
            both[same].setdefault(story, {})[what] = values
    return both
