"""Time concepts: workers take turns, round by round, so that drift of the machine hits all frameworks alike.

A turn begins with a pause, because the waiting worker's threads spin for a while after its own turn, and with untimed
calls, until its own threads have found their cores. One generation
of workers can be off by a quarter for its whole life, by where its memory came to lie: so there are several, and the
interval of a ratio knows how far they stray.
"""

import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from contextlib import suppress

import numpy as np

from comparisons.catalogue import load
from comparisons.errors import unknown
from comparisons.question import text
from comparisons.tables import Tables
from comparisons.workers import Trouble, Worker, one_line

PAUSE_SECONDS = 0.02
PASSES = {
    "operation": ("forward", "forward and backward"),
    "training run": ("epoch",),
    "optimizer": ("step",),
}
Modes = dict[str, tuple[str, ...]]
MODES: Modes = {"scratch": ("numpy",), "pytorch": ("eager",), "keras": ("eager", "function")}
ALL_MODES: Modes = {
    "scratch": ("numpy",),
    "pytorch": ("eager", "compile"),
    "keras": ("eager", "function", "xla"),
}
BASE = ("pytorch", "eager")


def choose_modes(given: str) -> Modes:
    """Return the modes that a person names: ``default``, ``all``, or some with commas between them.

    The base of all ratios, PyTorch eager, is always among them. Raises Mistake for a mode that does not exist.
    """
    if given in ("default", "all"):
        return MODES if given == "default" else ALL_MODES
    words = {word.strip() for word in given.split(",")}
    known = list(dict.fromkeys(mode for modes in ALL_MODES.values() for mode in modes))
    for word in sorted(words):
        if word not in known:
            raise unknown("mode", word, ["default", "all", *known])
    wanted = {name: tuple(mode for mode in modes if mode in words) for name, modes in ALL_MODES.items()}
    return wanted | {BASE[0]: tuple(dict.fromkeys([BASE[1], *wanted[BASE[0]]]))}


def time_all(
    names: Sequence[str],
    make_workers: Callable[[], list[Worker]],
    tables: Tables,
    dtype: str = "float32",
    rounds: int = 9,
    generations: int = 3,
    modes: Modes = MODES,
    quick: bool = False,
    base: tuple[str, str] = BASE,
    done: Callable[[str], None] = lambda name: None,
) -> None:
    """Time every concept in every mode and pass, over several generations of workers.

    ``make_workers`` makes a fresh generation. Rows go to ``tables`` when the last generation is through with a
    concept; if the run is interrupted, what earlier generations measured is kept. ``quick`` leaves the forward pass
    out where there is a longer one; ``base`` is the (worker, mode) that ratios are to. ``done`` is called with a
    concept's name when a generation is through with it.
    """
    clocks: dict[str, Clock] = {}
    try:
        for _ in range(generations):
            workers = make_workers()
            try:
                for name in names:
                    clock = clocks.setdefault(name, Clock(name, dtype, rounds, modes, quick, base))
                    clock.generation(workers)
                    done(name)
            finally:
                for worker in workers:
                    worker.stop()
    finally:
        for clock in clocks.values():
            tables.timings.extend(clock.rows())


class Clock:
    """The times of one concept. A job is (worker's label, mode, pass); each has times by generation and round."""

    def __init__(
        self, name: str, dtype: str, rounds: int, modes: Modes, quick: bool = False, base: tuple = BASE
    ):
        self.name, self.dtype, self.rounds, self.modes, self.quick = name, dtype, rounds, modes, quick
        self.base = base
        self.times: dict[tuple, list[list[float]]] = defaultdict(list)
        self.first: dict[tuple, dict[str, float]] = {}
        self.trouble: dict[tuple, str] = {}
        self.device = "cpu"

    def generation(self, workers: Sequence[Worker]) -> None:
        """Let one generation of workers take its rounds."""
        self.device = workers[0].device
        try:
            passes = PASSES[load(self.name).kind][-1 if self.quick else 0 :]
        except Exception as error:  # a concept that cannot be imported is a row with its reason
            for worker in workers:
                self.trouble[worker.label, self.modes[worker.framework][0], ""] = one_line(error)
            return
        for which in passes:
            self._pass(workers, which)
        for worker in workers:
            with suppress(Trouble):  # a worker that is in trouble has nothing to forget, and its rows say why
                worker.ask("forget")

    def rows(self) -> list[dict]:
        """Return the rows of ``timings``: medians, quartiles, and the ratio to the base with its interval."""
        rows = []
        for job in dict.fromkeys([*self.times, *self.trouble]):
            framework, mode, which = job
            measured = np.array(
                [ms for series in self.times.get(job, []) for ms in series if np.isfinite(ms)]
            )
            q1, median, q3 = np.percentile(measured, [25, 50, 75]) if len(measured) else [np.nan] * 3
            low, ratio, high = interval(self.times.get(job, []), self.times.get((*self.base, which), []))
            rows.append({
                "concept": self.name, "framework": framework, "mode": mode, "pass": which, "device": self.device,
                "dtype": self.dtype, "size": self._size(), "rounds": len(measured), "median_ms": median,
                "q1_ms": q1, "q3_ms": q3, "ratio": ratio, "ratio_low": low, "ratio_high": high,
                **self.first.get(job, {}), "reason": self.trouble.get(job, ""),
            })  # fmt: skip
        return rows

    def _pass(self, workers, which) -> None:
        """Let the workers take turns at one pass. A job in trouble has no more turns in this generation."""
        jobs = [(worker, mode) for worker in workers for mode in self.modes[worker.framework]]
        times = {(worker.label, mode, which): [np.nan] * self.rounds for worker, mode in jobs}
        running = [job for job in jobs if self._prepare(*job, which)]
        for number in range(self.rounds):
            turned = number % max(len(running), 1)
            for worker, mode in [*running[turned:], *running[:turned]]:
                time.sleep(PAUSE_SECONDS)
                try:
                    ms = worker.ask("turn", self.name, mode, which, self.dtype)
                except Trouble as trouble:
                    self._note(worker, mode, which, trouble)
                    running.remove((worker, mode))
                else:
                    times[worker.label, mode, which][number] = ms
        for job, series in times.items():
            self.times[job].append(series)

    def _prepare(self, worker, mode, which) -> bool:
        try:
            facts = worker.ask("prepare", self.name, mode, which, self.dtype)
        except Trouble as trouble:
            self._note(worker, mode, which, trouble)
            return False
        self.first.setdefault((worker.label, mode, which), facts)
        return True

    def _note(self, worker, mode, which, trouble) -> None:
        self.trouble[worker.label, mode, which] = f"{trouble.verdict}: {trouble.reason}"

    def _size(self) -> str:
        try:
            return text(load(self.name).timing)
        except Exception as error:  # the reason stands in the row as well
            return one_line(error)


def interval(
    times: list[list[float]], base: list[list[float]], level: float = 0.95
) -> tuple[float, float, float]:
    """Return (low, ratio, high): how many times longer than the base, pair by pair, with its interval.

    Both are times by generation and round. A generation's ratio is the median over its rounds; the ratio is the
    geometric mean over generations. Its interval is Student's over the generations, and no narrower than what the
    rounds within them allow; with one generation the rounds are all there is to know.
    """
    from scipy.stats import t

    centres, errors = [], []
    for mine, theirs in zip(times, base, strict=False):
        with np.errstate(all="ignore"):
            logs = np.log(np.array(mine) / np.array(theirs))
        logs = logs[np.isfinite(logs)]
        if len(logs):
            q1, q3 = np.percentile(logs, [25, 75])
            centres.append(np.median(logs))
            # The standard error of a median as McGill, Tukey & Larsen, 1978, take it for the notches of a box plot.
            errors.append(1.57 * (q3 - q1) / np.sqrt(len(logs)) / 1.96)
    if not centres:
        return np.nan, np.nan, np.nan
    number = len(centres)
    within = 1.96 * np.sqrt(np.mean(np.square(errors)) / number)
    between = 0.0
    if number > 1:
        between = t.ppf((1 + level) / 2, number - 1) * np.std(centres, ddof=1) / np.sqrt(number)
    centre, half = np.mean(centres), max(within, between)
    return float(np.exp(centre - half)), float(np.exp(centre)), float(np.exp(centre + half))
