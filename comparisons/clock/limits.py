"""The machine's limits as its best library reaches them: the rate of a product of matrices, the bandwidth of memory."""

from collections.abc import Callable
from dataclasses import dataclass
from time import perf_counter

import numpy as np

from comparisons.clock.costs import Cost

#: A product of square matrices this large keeps every core busy for some tens of milliseconds.
SIDE = 1024

#: Working sets from what a core's own cache holds to what none does: bandwidth depends on where arrays lie. Below the
#: smallest it is the cost of a call that one would measure.
WORKING_SETS = tuple(2**power for power in range(18, 30, 2))
TRIALS = 9


@dataclass(frozen=True)
class Limits:
    """``rate`` in operations a second; ``bandwidth`` in bytes a second, by the bytes of the working set."""

    rate: float
    bandwidth: dict[int, float]

    def bound_ms(self, cost: Cost) -> float:
        """Return the least milliseconds in which so many operations and bytes can be done (the roofline).

        Source: Williams, Waterman & Patterson, *Roofline: An Insightful Visual Performance Model*, 2009.
        """
        sizes, rates = list(self.bandwidth), list(self.bandwidth.values())
        bandwidth = np.exp(np.interp(np.log(cost.bytes), np.log(sizes), np.log(rates)))
        return float(max(cost.operations / self.rate, cost.bytes / bandwidth) * 1e3)

    def best(self, other: "Limits") -> "Limits":
        """Return what the better of two reaches, each limit for itself."""
        return Limits(
            max(self.rate, other.rate),
            {size: max(rate, other.bandwidth[size]) for size, rate in self.bandwidth.items()},
        )


def read_limits(kept: dict | None) -> Limits | None:
    """Return limits from what JSON has kept of them; None if there are none."""
    return (
        Limits(kept["rate"], {int(size): rate for size, rate in kept["bandwidth"].items()}) if kept else None
    )


def measure_limits(place: Callable, wait: Callable[[], None], dtype: str) -> Limits:
    """Measure with one framework: ``place(array)`` makes its tensor, ``wait()`` returns when it has computed.

    The rate is that of ``a @ a``, two operations a term. The bandwidth is that of ``-a``, which reads every byte once
    and writes every byte once. Each is the fastest of several trials, since a limit is what the machine can do.
    """

    def fastest(work: Callable, least_seconds: float = 0.005) -> float:
        calls = 1
        while (seconds := _seconds(work, wait, calls)) < least_seconds:
            calls *= 4
        return min(seconds, *(_seconds(work, wait, calls) for _ in range(TRIALS))) / calls

    square = place(np.ones((SIDE, SIDE), dtype))
    rate = 2 * SIDE**3 / fastest(lambda: square @ square)
    bandwidth = {}
    for size in WORKING_SETS:
        array = place(np.ones(size // 2 // np.dtype(dtype).itemsize, dtype))
        bandwidth[size] = size / fastest(array.__neg__)
    return Limits(rate, bandwidth)


def _seconds(work: Callable, wait: Callable[[], None], calls: int) -> float:
    start = perf_counter()
    for _ in range(calls):
        work()
    wait()
    return perf_counter() - start
