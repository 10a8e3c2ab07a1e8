"""What is done inside a worker process: one framework answers questions and is timed."""

import gc
from collections.abc import Callable
from functools import cache, partial
from math import nan
from statistics import median
from time import perf_counter, perf_counter_ns

from comparisons.agreement import compare
from comparisons.cases import text
from comparisons.catalogue import load
from comparisons.costs import Cost, cost
from comparisons.defaults import defaults, first_weights
from comparisons.limits import Limits, measure_limits
from comparisons.memory import forget_peak, give_back, peak_mib
from comparisons.question import Answer, Question
from comparisons.timed import COMPILED

#: A turn is a row of batches of calls, each at least this long: the clock itself costs under a microsecond.
BATCH_SECONDS = 0.001

#: A turn lasts at least this long, after calls that are not timed: the threads that wake up may at first all lie on one
#: core. Many short turns say more than few long ones, since it is from turn to turn that a shared machine changes.
TURN_SECONDS, WARM_UP_SECONDS = 0.03, 0.01

#: How long a job is called before its first turn, in seconds.
PREPARE_SECONDS = 0.06


class Workshop:
    """One framework on one device, with the functions that it has ready for the clock."""

    def __init__(self, adapter: type, device: str):
        self.adapter, self.device = adapter, device
        self.ready: dict[tuple, tuple[Callable, int, float]] = {}
        self._timed = cache(_timed)

    def check(self, name: str, number: int, dtype: str, seed: int) -> tuple[list[dict], list[dict]]:
        """Answer one case of one concept; return the rows of ``checks`` and of ``accuracy``."""
        concept = load(name)
        question = concept.ask(concept.cases[number], dtype, seed)
        self.adapter.use_full_float32()
        answer = self.adapter(question, self.device).answer()
        is_truth = self.adapter.name == "scratch" and dtype == "float64"
        checks = [] if is_truth else compare(question, answer, self.adapter.name, self.device)
        return [each.row() for each in checks], accuracy(question, answer, self.adapter.name)

    def defaults(self, name: str) -> list[dict]:
        """Return the default values of what a concept's reference calls, and what its weights are before training."""
        concept = load(name)
        return [*defaults(concept, self.adapter.name), *first_weights(concept, self.adapter)]

    def limits(self, dtype: str) -> Limits:
        """Measure how fast this framework multiplies matrices and moves memory here."""
        self.adapter.use_full_float32()
        place, wait = partial(self.adapter.place, device=self.device), partial(self.adapter.wait, self.device)
        limits = measure_limits(place, wait, dtype)
        give_back()
        return limits

    def cost(self, name: str, scale: float, which: str, dtype: str) -> Cost:
        """Count the operations and bytes of one pass."""
        return cost(self._timed(name, scale, dtype), which)

    def prepare(self, name: str, scale: float, mode: str, which: str, dtype: str) -> dict[str, float]:
        """Make ready what the clock times; return what is measured apart from it.

        first_call_ms    the first call, compilation and all
        compile_ms       what of it a later call does not need, in a mode that compiles
        transfer_ms      bringing the arguments to the device, where that is not the processor
        peak_mib         the most memory held until then, in MiB
        """
        forget_peak()
        question = self._timed(name, scale, dtype)
        work = self.adapter(question, self.device).work(mode, which)

        def batch(calls: int) -> float:
            start = perf_counter_ns()
            for _ in range(calls):
                work()
            self.adapter.wait(self.device)
            return (perf_counter_ns() - start) / 1e9

        first = batch(1)
        calls, started = 1, perf_counter()
        while (seconds := batch(calls)) < BATCH_SECONDS or perf_counter() - started < PREPARE_SECONDS:
            calls = max(calls, round(calls * min(10.0, 1.2 * BATCH_SECONDS / max(seconds, 1e-9))))
        warm_up = WARM_UP_SECONDS if seconds < TURN_SECONDS else 0.0  # a longer call has its own within it
        self.ready[name, scale, mode, which, dtype] = batch, calls, warm_up
        return dict(
            first_call_ms=first * 1e3,
            compile_ms=(first - seconds / calls) * 1e3 if mode in COMPILED else nan,
            transfer_ms=nan if self.device == "cpu" else self._transfer(question) * 1e3,
            peak_mib=peak_mib(),
        )

    def turn(self, *key) -> float:
        """Take one timed turn; return milliseconds a call, the median of its batches.

        A worker that was started anew makes the job ready first.
        """
        if key not in self.ready:
            self.prepare(*key)
        batch, calls, warm_up = self.ready[key]
        _repeat(batch, calls, warm_up)
        gc.disable()
        try:
            return median(_repeat(batch, calls, TURN_SECONDS)) / calls * 1e3
        finally:
            gc.enable()

    def _transfer(self, question: Question) -> float:
        """Return the seconds in which the arguments reach the device, the fastest of a few times."""
        seconds = []
        for _ in range(5):
            start = perf_counter()
            placed = [self.adapter.place(array, self.device) for array in question.arrays.values()]
            self.adapter.wait(self.device)
            seconds.append(perf_counter() - start)
            del placed
        return min(seconds)

    def forget(self) -> None:
        """Let go of everything that was made ready."""
        self.ready.clear()
        self._timed.cache_clear()
        gc.collect()
        give_back()

    def answer(
        self, name: str, given: dict, cotangents: dict | None, held_out: dict | None, dtype: str
    ) -> tuple[Answer, list[dict]]:
        """Answer a question with a story's own arrays among what is given; return it with its rows of ``checks``."""
        concept = load(name)
        arrays = {each: value for each, value in given.items() if each in concept.arguments}
        case = {each: value for each, value in given.items() if each not in arrays}
        question = Question.put(concept, case, arrays, held_out, cotangents, dtype)
        self.adapter.use_full_float32()
        answer = self.adapter(question, self.device).answer()
        return answer, [each.row() for each in compare(question, answer, self.adapter.name, self.device)]


def _repeat(batch: Callable[[int], float], calls: int, seconds: float) -> list[float]:
    """Run batches for so many seconds; return how long each took."""
    times, end = [], perf_counter() + seconds
    while perf_counter() < end:
        times.append(batch(calls))
    return times


def _timed(name: str, scale: float, dtype: str) -> Question:
    """Draw the question that a concept is timed with, at so many times its timing size."""
    concept = load(name)
    return concept.ask(concept.sized(scale), dtype)


def accuracy(question: Question, answer: Answer, framework: str) -> list[dict]:
    """Return rows of ``accuracy`` for a training run on real data: each score on each split."""
    concept, case = question.concept, question.case
    if not question.held_out:
        return []
    splits = dict(
        train=(answer.outputs["prediction"], question.arrays["y"]),
        test=(answer.outputs["test_prediction"], question.held_out["y"]),
    )
    setting = text(question.settings | dict(dtype=question.dtype))
    return [
        dict(
            story=concept.name,
            data=case["data"].__name__,
            model=concept.name,
            framework=framework,
            setting=setting,
            split=split,
            metric=metric,
            value=score(prediction, y),
        )
        for metric, score in concept.score.items()
        for split, (prediction, y) in splits.items()
    ]
