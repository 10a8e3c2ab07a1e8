"""What is timed inside a worker process: one framework's work is made ready, and takes its turns."""

import gc
from collections.abc import Callable
from functools import partial
from math import nan
from statistics import median
from time import perf_counter, perf_counter_ns

from comparisons.clock.costs import Cost, cost
from comparisons.clock.limits import Limits, measure_limits
from comparisons.clock.subject import Subject
from comparisons.declaring.catalogue import load
from comparisons.declaring.concept import Own
from comparisons.errors import Mistake
from comparisons.judging.question import Question
from comparisons.processes.adapters import COMPILED
from comparisons.processes.memory import forget_peak, give_back, peak_mib
from comparisons.processes.workshop import Workshop

#: A turn is a row of batches of calls, each at least this long: the clock itself costs under a microsecond.
BATCH_SECONDS = 0.001

#: A turn lasts at least this long, after calls that are not timed: the threads that wake up may at first all lie on one
#: core. Many short turns say more than few long ones, since it is from turn to turn that a shared machine changes.
TURN_SECONDS, WARM_UP_SECONDS = 0.03, 0.01

#: How long a job is called before its first turn, in seconds.
PREPARE_SECONDS = 0.06


def find_limits(workshop: Workshop, dtype: str) -> Limits:
    """Measure how fast this framework multiplies matrices and moves memory here."""
    adapter, device = workshop.adapter, workshop.device
    adapter.use_tf32(False)
    limits = measure_limits(partial(adapter.place, device=device), partial(adapter.wait, device), dtype)
    give_back()
    return limits


def count_cost(workshop: Workshop, name: str, scale: float, which: str, dtype: str, own: Own = ()) -> Cost:
    """Count the operations and bytes of one pass."""
    return cost(_question(workshop, name, scale, dtype, own), which)


def refusal(workshop: Workshop, name: str, scale: float, dtype: str, own: Own) -> str:
    """Return why scratch refuses a concept at sizes of one's own, "" if it does not."""
    try:
        return _question(workshop, name, scale, dtype, own).refusal
    except Mistake as mistake:
        return str(mistake)


def prepare(
    workshop: Workshop, name: str, scale: float, mode: str, which: str, dtype: str, own: Own | Subject = ()
) -> dict[str, float]:
    """Make ready what the clock times; return what is measured apart from it.

    first_call_ms    the first call, compilation and all
    compile_ms       what of it a later call does not need, in a mode that compiles
    transfer_ms      bringing the arguments to the device, where that is not the processor
    peak_mib         the most memory held until then, in MiB
    """
    forget_peak()
    if isinstance(own, Subject):
        question, work = None, own.work(workshop, mode, which)
    else:
        question = _question(workshop, name, scale, dtype, own)
        work = workshop.adapter(question, workshop.device, mode).work(which)

    def batch(calls: int) -> float:
        start = perf_counter_ns()
        for _ in range(calls):
            work()
        workshop.adapter.wait(workshop.device)
        return (perf_counter_ns() - start) / 1e9

    first = batch(1)
    calls, started = 1, perf_counter()
    while (seconds := batch(calls)) < BATCH_SECONDS or perf_counter() - started < PREPARE_SECONDS:
        calls = max(calls, round(calls * min(10.0, 1.2 * BATCH_SECONDS / max(seconds, 1e-9))))
    warm_up = WARM_UP_SECONDS if seconds < TURN_SECONDS else 0.0  # a longer call has its own within it
    workshop.ready[name, scale, mode, which, dtype, own] = batch, calls, warm_up
    return dict(
        first_call_ms=first * 1e3,
        compile_ms=(first - seconds / calls) * 1e3 if mode in COMPILED else nan,
        transfer_ms=nan
        if workshop.device == "cpu" or question is None
        else _transfer(workshop, question) * 1e3,
        peak_mib=peak_mib(),
    )


def turn(
    workshop: Workshop, name: str, scale: float, mode: str, which: str, dtype: str, own: Own | Subject = ()
) -> float:
    """Take one timed turn at a job; return milliseconds a call, the median of its batches.

    A worker that was started anew makes the job ready first.
    """
    job = name, scale, mode, which, dtype, own
    if job not in workshop.ready:
        prepare(workshop, *job)
    batch, calls, warm_up = workshop.ready[job]
    _repeat(batch, calls, warm_up)
    gc.disable()
    try:
        return median(_repeat(batch, calls, TURN_SECONDS)) / calls * 1e3
    finally:
        gc.enable()


def forget(workshop: Workshop) -> None:
    """Let go of everything that was made ready."""
    workshop.ready.clear()
    gc.collect()
    give_back()


def _question(workshop: Workshop, name: str, scale: float, dtype: str, own: Own) -> Question:
    """Return the question that a concept is timed with, at so many times its timing size; it is drawn once."""
    key = name, scale, dtype, own
    if key not in workshop.ready:
        concept = load(name)
        workshop.ready[key] = Question.draw(concept, concept.sized(scale, own), dtype)
    return workshop.ready[key]


def _transfer(workshop: Workshop, question: Question) -> float:
    """Return the seconds in which the arguments reach the device, the fastest of a few times."""
    seconds = []
    for _ in range(5):
        start = perf_counter()
        placed = [workshop.adapter.place(array, workshop.device) for array in question.arrays.values()]
        workshop.adapter.wait(workshop.device)
        seconds.append(perf_counter() - start)
        del placed
    return min(seconds)


def _repeat(batch: Callable[[int], float], calls: int, seconds: float) -> list[float]:
    """Run batches for so many seconds; return how long each took."""
    times, end = [], perf_counter() + seconds
    while perf_counter() < end:
        times.append(batch(calls))
    return times
