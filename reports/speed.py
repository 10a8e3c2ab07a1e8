"""What timings say when they are seen together: means over concepts, crossovers, distance from the machine's limits."""

import math
from collections.abc import Iterable
from itertools import combinations, pairwise

Way = tuple[str, str]

#: The way that ratios are to.
BASE: Way = ("pytorch", "eager")


def way(row: dict) -> Way:
    """Return what a row is about: (framework, mode)."""
    return row["framework"], row["mode"]


def longest_passes(timings: Iterable[dict]) -> list[dict]:
    """Return the rows of every concept's most telling pass: a step, an epoch, else forward and backward."""
    return [row for row in timings if row["pass"] != "forward"]


def at_timing_size(timings: Iterable[dict]) -> list[dict]:
    """Return the rows at the size that the concept declares, not at a multiple of it."""
    return [row for row in timings if row["scale"] == 1]


def geometric_means(timings: Iterable[dict]) -> dict[Way, tuple[float, int]]:
    """Return {way: (geometric mean of its ratios, over how many)} for the rows that have a ratio."""
    ratios = {}
    for row in timings:
        if row["ratio"] > 0:
            ratios.setdefault(way(row), []).append(math.log(row["ratio"]))
    return {of: (math.exp(sum(logs) / len(logs)), len(logs)) for of, logs in ratios.items()}


def growth(timings: Iterable[dict]) -> dict[Way, list[dict]]:
    """Return one concept's curves of cost, {way: rows from the smallest size to the largest}, for its longest pass.

    Empty where fewer than two sizes have a time.
    """
    timed = [row for row in longest_passes(timings) if row["median_ms"] > 0]
    if len({row["extent"] for row in timed}) < 2:
        return {}
    curves = {}
    for row in sorted(timed, key=lambda row: row["extent"]):
        curves.setdefault(way(row), []).append(row)
    return curves


def parted(one: dict, other: dict) -> bool:
    """Return whether the intervals of two rows' ratios lie apart, so that one can be called faster than the other."""
    return one["ratio_high"] < other["ratio_low"] or other["ratio_high"] < one["ratio_low"]


def crossovers(timings: Iterable[dict]) -> list[dict]:
    """Return where one way overtakes another as a concept grows: dicts of faster, slower, axis and extent.

    Only sizes at which the intervals of the two ratios part have a say. The faster one trails at the smallest of them
    and leads at the largest. Between two sizes, both times are taken for powers of the size, as on a log-log plot.
    """
    curves, found = growth(timings), []
    for one, other in combinations(curves, 2):
        theirs = {row["extent"]: row for row in curves[other]}
        pairs = [(row, theirs[row["extent"]]) for row in curves[one] if row["extent"] in theirs]
        lead = [
            (mine["extent"], math.log(mine["ratio"] / their["ratio"]))
            for mine, their in pairs
            if parted(mine, their)
        ]
        if len(lead) < 2 or lead[0][1] * lead[-1][1] >= 0:
            continue
        (x0, lead0), (x1, lead1) = [pair for pair in pairwise(lead) if pair[0][1] * pair[1][1] < 0][-1]
        faster, slower = (other, one) if lead[-1][1] > 0 else (one, other)
        extent = x0 * (x1 / x0) ** (lead0 / (lead0 - lead1))
        found.append(dict(faster=faster, slower=slower, axis=curves[one][0]["axis"], extent=extent))
    return sorted(found, key=lambda each: each["extent"])
