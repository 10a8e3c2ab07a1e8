"""Whether numbers that were drawn follow their law: bounds, moments, independence, Kolmogorov–Smirnov.

Each is told in standard deviations of a normal number that would be as unlikely. So many are allowed that right draws
are refused once in 10¹⁰ times: with some thousands of such rows a run is alarmed for nothing once in a million.
"""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from comparisons.declaring.draws import Law
from comparisons.judging.answering import Asked, by_name
from comparisons.judging.precision import ALLOWED, eps

#: How often numbers that follow their law are refused.
ALARM = 1e-10

#: The same in standard deviations of a normal number.
SIGMAS = 6.4670


class Finding(NamedTuple):
    """One property of what was drawn: how far off it is, how far it may be, and what was found and due in words."""

    what: str
    off: float
    allowed: float
    said: str


def findings(asked: Asked, draws: np.ndarray, law: Law) -> Iterator[Finding]:
    """Hold draws (first axis) against their law; yield what is found of each property."""
    offered = asked.offered | dict(shape=draws.shape[1:])
    due = law.distribution(**by_name(law.distribution, offered))
    wide = np.asarray(draws, "float64")
    numbers = law.among(wide)
    if not numbers.size:
        return
    yield _bounds(wide, due, eps(asked.dtype))
    if law.exactly:
        yield _exactly(wide, law, offered, eps(asked.dtype))
    deviation, size = float(due.std()), numbers.size
    if not deviation:
        return
    standard = (numbers - due.mean()) / deviation
    yield _finding("mean", standard.mean() * np.sqrt(size), numbers.mean(), due.mean())
    yield _independent(standard)
    if np.ptp(due.support()) > 1 or hasattr(due.dist, "pdf"):  # of yes and no the mean says all
        spread = np.sqrt((float(due.stats("k")) + 2) / size)
        yield _finding("variance", (np.mean(standard**2) - 1) / spread, numbers.var(), due.var())
    if hasattr(due.dist, "pdf"):
        yield _distribution(numbers.ravel(), due)


def _finding(what: str, sigmas: float, found: float, due: float) -> Finding:
    return Finding(what, abs(float(sigmas)), SIGMAS, f"is {found:.6g} where the law has {due:.6g}")


def _bounds(numbers, due, rounding: float) -> Finding:
    low, high = (float(bound) for bound in due.support())
    room = rounding * max(abs(bound) for bound in (low, high, 0) if np.isfinite(bound))
    inside = (numbers >= low - room) & (numbers <= high + room)
    off = 0.0 if inside.all() else np.inf
    return Finding(
        "bounds", off, SIGMAS, f"are left by {np.count_nonzero(~inside)} numbers: [{low:g}, {high:g}]"
    )


def _exactly(draws, law: Law, offered: dict, rounding: float) -> Finding:
    far = 0.0
    for draw in draws:
        one, other = law.exactly(draw, **by_name(law.exactly, offered, positional=1))
        far = max(far, float(np.max(np.abs(one - other)) / (rounding * max(1.0, np.max(np.abs(other))))))
    return Finding("exactness", far, ALLOWED, f"is {far:.3g} roundings off")


def _independent(standard) -> Finding:
    """Correlate each number with its neighbour along every axis; the first is from one draw to the next."""
    worst = 0.0
    for axis in range(standard.ndim):
        ahead = np.moveaxis(standard, axis, 0)
        products = ahead[1:] * ahead[:-1]
        if products.size:
            worst = max(worst, abs(products.mean()) * np.sqrt(products.size), key=abs)
    return Finding("independence", float(worst), SIGMAS, "is not that of neighbours drawn each by itself")


def _distribution(numbers, due) -> Finding:
    from scipy import stats

    test = stats.kstest(numbers, due.cdf, method="asymp")
    sigmas = float(stats.norm.isf(test.pvalue / 2)) if test.pvalue > 0 else np.inf
    return Finding("distribution", max(sigmas, 0.0), SIGMAS, f"is up to {test.statistic:.3g} off the law's")
