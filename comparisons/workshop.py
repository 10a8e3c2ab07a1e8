"""What is done inside a worker process: one framework answers questions and is timed."""

import gc
from collections.abc import Callable
from functools import cache
from time import perf_counter, perf_counter_ns

from comparisons.agreement import compare
from comparisons.catalogue import load
from comparisons.memory import forget_peak, peak_mib
from comparisons.question import Answer, Question, text

#: A timed turn calls its function until at least this long has passed: the clock itself costs under a microsecond.
TURN_SECONDS = 0.02

#: Before the clock starts, a turn runs untimed for this long. Another process has just had the cores, and the threads
#: that wake up may at first all lie on one of them: without this a dense layer's median went from 3.6 to 8 ms.
WARM_UP_SECONDS = 0.06


class Workshop:
    """One framework on one device, with the functions that it has ready for the clock."""

    def __init__(self, adapter: type, device: str):
        self.adapter, self.device = adapter, device
        self.ready: dict[tuple, tuple[Callable, int]] = {}
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

    def prepare(self, name: str, mode: str, which: str, dtype: str) -> dict[str, float]:
        """Make ready what the clock times. Return the first call's time in ms, compilation and all, and peak MiB."""
        forget_peak()
        panel = self.adapter(self._timed(name, dtype), self.device)
        work = panel.work(mode, which)

        def turn(calls: int) -> float:
            start = perf_counter_ns()
            for _ in range(calls):
                work()
            panel.wait()
            return (perf_counter_ns() - start) / 1e9

        first = turn(1)
        calls, started = 1, perf_counter()
        while (seconds := turn(calls)) < TURN_SECONDS or perf_counter() - started < WARM_UP_SECONDS:
            calls = max(calls, round(calls * min(10.0, 1.2 * TURN_SECONDS / max(seconds, 1e-9))))
        self.ready[name, mode, which, dtype] = turn, calls
        return dict(first_call_ms=first * 1e3, peak_mib=peak_mib())

    def turn(self, *key: str) -> float:
        """Take one timed turn at what was made ready; return milliseconds a call."""
        turn, calls = self.ready[key]
        end = perf_counter() + WARM_UP_SECONDS
        while perf_counter() < end:
            turn(max(1, calls // 10))
        gc.disable()
        try:
            return turn(calls) / calls * 1e3
        finally:
            gc.enable()

    def forget(self) -> None:
        """Let go of everything that was made ready."""
        self.ready.clear()
        self._timed.cache_clear()


def _timed(name: str, dtype: str) -> Question:
    """Draw the question that a concept is timed with."""
    concept = load(name)
    return concept.ask(concept.timing, dtype)


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
