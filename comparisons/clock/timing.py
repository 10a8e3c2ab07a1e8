"""Time concepts: workers take turns, round by round, so that drift of the machine hits all frameworks alike.

A turn begins with a pause, because the waiting worker's threads spin for a while after its own turn, and with untimed
calls, until its own threads have found their cores. A turn in which something else kept the processors busy is taken
again. One generation of workers can be off by a quarter for its whole life, by where its memory came to lie: so there
are several, and the interval of a ratio knows how far they stray.
"""

import time
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from itertools import groupby, product
from operator import itemgetter

import numpy as np

from comparisons.clock.costs import Cost
from comparisons.clock.journal import Measured
from comparisons.clock.limits import Limits, read_limits
from comparisons.clock.ratios import interval
from comparisons.clock.subject import Subject
from comparisons.clock.timed import BASE, MODES, PASSES, PATIENCE_SECONDS, UNCOMPILED, Modes
from comparisons.clock.turns import count_cost, find_limits, forget, prepare, turn
from comparisons.declaring.catalogue import load
from comparisons.declaring.concept import Own
from comparisons.errors import Mistake, one_line
from comparisons.judging.cases import text
from comparisons.processes.adapters import COMPILED
from comparisons.processes.quiet import DISTURBED, Patience
from comparisons.processes.workers import Trouble, Worker
from comparisons.tables import Tables

PAUSE_SECONDS = 0.02

#: Under this key the journal keeps the machine's limits; all other keys are (generation, concept, scale).
LIMITS = ("limits",)


@dataclass(frozen=True)
class Schedule:
    """How a timing run goes.

    rounds         turns of each job; the more, the narrower the intervals
    generations    how many generations of fresh worker processes
    sizes          how many times its timing size a concept's growing axis has. Sizes beside 1 are there for the curve:
                   one generation times them, and only the longest pass
    quick          the longest pass alone at every size
    preparations   how often a generation makes each job ready anew and takes these rounds
    base           the (worker, mode) that ratios are to
    own            sizes and settings of one's own, in the place of those of a concept's timing; or what is timed in the
                   place of a concept
    """

    dtype: str = "float32"
    rounds: int = 3
    generations: int = 5
    modes: Modes = field(default_factory=lambda: MODES)
    sizes: tuple[float, ...] = (1.0,)
    quick: bool = False
    preparations: int = 1
    base: tuple[str, str] = BASE
    own: Own | Subject = ()

    def __post_init__(self):
        for name in ("rounds", "generations"):
            if getattr(self, name) < 1:
                raise Mistake(f"{name} must be 1 or more, not {getattr(self, name)}")

    def units(self, names: Sequence[str]) -> list[tuple[int, str, float]]:
        """Return what is to be measured, in order: (generation, concept, scale)."""
        return [
            (generation, name, scale)
            for generation in range(self.generations)
            for name in names
            for scale in self.sizes
            if generation == 0 or scale == 1
        ]

    def passes(self, kind: str, scale: float) -> tuple[str, ...]:
        """Return the passes of a kind of concept that are timed at a size."""
        return PASSES[kind] if scale == 1 and not self.quick else PASSES[kind][-1:]

    def passes_of(self, name: str, scale: float) -> tuple[str, ...]:
        """Return the passes of a concept, or of what is timed in its place, that are timed at a size."""
        return self.own.passes if isinstance(self.own, Subject) else self.passes(load(name).kind, scale)


#: How a framework is timed against itself. On a shared machine its ratio strays by 10 to 20 % from turn to turn, by 3
#: to 15 % from one preparation to the next, whose arrays lie elsewhere, and by up to 7 % from one pair of processes to
#: the next: it takes so many until it lies within 3 % of 1.
AGAINST_ITSELF = Schedule(rounds=2, generations=30, quick=True, preparations=2)


def time_all(
    names: Sequence[str],
    make_workers: Callable[[], list[Worker]],
    tables: Tables,
    schedule: Schedule,
    journal: Measured | None = None,
    step: Callable[..., None] = lambda what, advance=1: None,
    patience: float = PATIENCE_SECONDS,
) -> None:
    """Time every concept in every size, mode and pass, over several generations of workers.

    ``make_workers`` makes a fresh generation. What the journal holds is not measured again, and what is measured goes
    there; rows go to ``tables`` at the end, also if the run is interrupted. ``step(what)`` is called when a generation
    is through with one size of a concept, ``step(what, 0)`` to say what is being done or waited for. ``patience`` is
    how many seconds the run waits in all for others to leave the machine alone.
    """
    journal, doing = journal or Measured(), ""

    def waiting(what: str) -> None:
        step(f"{doing}: {what}" if what else doing, 0)

    waits = Patience(patience, waiting)
    todo = [unit for unit in schedule.units(names) if unit not in journal.entries]
    try:
        for _, units in groupby(todo, key=itemgetter(0)):
            workers = make_workers()
            try:
                if LIMITS not in journal.entries:
                    step("the machine's limits", 0)
                    journal.add(LIMITS, _limits(workers, schedule.dtype))
                for generation, name, scale in units:
                    doing = name
                    step(doing, 0)
                    measured = Measurement(name, scale, schedule, waits).take(workers)
                    journal.add((generation, name, scale), measured)
                    step(doing)
            finally:
                for worker in workers:
                    worker.stop()
    finally:
        limits = read_limits(journal.entries.get(LIMITS))
        for name, scale in product(names, schedule.sizes):
            keys = [(generation, name, scale) for generation in range(schedule.generations)]
            measured = [journal.entries[key] for key in keys if key in journal.entries]
            tables.timings.extend(rows(name, scale, schedule, measured, limits))


class Measurement:
    """What one generation of workers measures of one concept at one size.

    A job is (worker's label, mode, pass). It has its times by round, facts that are measured apart from the clock, a
    reason if it came into trouble, and a number of turns that something else on this machine disturbed.
    """

    def __init__(self, name: str, scale: float, schedule: Schedule, patience: Patience | None = None):
        self.name, self.scale, self.schedule = name, scale, schedule
        self.patience = patience or Patience(0)
        self.times: dict[tuple, list[float]] = {}
        self.facts: dict[tuple, dict[str, float]] = {}
        self.trouble: dict[tuple, str] = {}
        self.disturbed: dict[tuple, int] = {}
        self.costs: dict[str, dict] = {}

    def take(self, workers: Sequence[Worker]) -> dict:
        """Let the workers take their rounds; return the measurement as the journal keeps it."""
        try:
            passes = self.schedule.passes_of(self.name, self.scale)
        except Exception as error:  # a concept that cannot be imported is a row with its reason
            for worker in workers:
                self.trouble[worker.label, self.schedule.modes[worker.framework][0], ""] = one_line(error)
            passes = ()
        for which in passes:
            self._pass(workers, which)
            if isinstance(self.schedule.own, Subject):
                continue  # what it costs at the least nobody knows
            with suppress(Trouble):  # the rows of the clock say why; without a cost they have no bound
                job = self.name, self.scale, which, self.schedule.dtype, self.schedule.own
                cost = workers[0].ask(count_cost, *job)
                self.costs[which] = asdict(cost)
        kept = {
            what: [[*job, of] for job, of in getattr(self, what).items()]
            for what in ("times", "facts", "trouble", "disturbed")
        }
        return kept | dict(costs=self.costs, device=workers[0].device)

    def _pass(self, workers, which) -> None:
        """Let the workers take turns at one pass. A job in trouble has no more turns in this generation."""
        jobs = [
            (worker, mode)
            for worker in workers
            for mode in self.schedule.modes[worker.framework]
            if not (mode in COMPILED and which in UNCOMPILED)
        ]
        rounds, preparations = self.schedule.rounds, self.schedule.preparations
        for worker, mode in jobs:
            self.times[worker.label, mode, which] = [np.nan] * (preparations * rounds)
        for number in range(preparations * rounds):
            if number % rounds == 0:
                _forget(workers)
                jobs = [job for job in jobs if self._prepare(*job, which)]
            turned = number % max(len(jobs), 1)
            for worker, mode in [*jobs[turned:], *jobs[:turned]]:
                time.sleep(PAUSE_SECONDS)
                ms = self._turn(worker, mode, which)
                if ms is None:
                    jobs.remove((worker, mode))
                else:
                    self.times[worker.label, mode, which][number] = ms

    def _turn(self, worker, mode, which) -> float | None:
        """Take a turn, and take it again if something else kept the processors busy, as long as patience lasts."""
        while True:
            others, started = worker.bystanders(), time.perf_counter()
            ms = self._ask(worker, mode, which, turn)
            if ms is None or others is None or others.share() <= DISTURBED:
                self.patience.over()
                return ms
            if not self.patience.wait(time.perf_counter() - started):
                job = worker.label, mode, which
                self.disturbed[job] = self.disturbed.get(job, 0) + 1
                self.patience.over()
                return ms

    def _prepare(self, worker, mode, which) -> bool:
        facts = self._ask(worker, mode, which, prepare)
        if facts is not None:
            self.facts.setdefault((worker.label, mode, which), facts)
        return facts is not None

    def _ask(self, worker, mode, which, task):
        """Return a worker's answer, or None if it is in trouble, which is noted."""
        try:
            job = self.name, self.scale, mode, which, self.schedule.dtype, self.schedule.own
            return worker.ask(task, *job)
        except Trouble as trouble:
            self.trouble[worker.label, mode, which] = f"{trouble.verdict}: {trouble.reason}"
            return None


def rows(
    name: str, scale: float, schedule: Schedule, measured: list[dict], limits: Limits | None
) -> list[dict]:
    """Return the rows of ``timings`` for one concept at one size, from what its generations measured."""
    times, facts, trouble, costs, disturbed = {}, {}, {}, {}, Counter()
    for each in measured:
        for *job, series in each["times"]:
            times.setdefault(tuple(job), []).append(series)
        for *job, of in each["facts"]:
            facts.setdefault(tuple(job), of)
        trouble |= {tuple(job): reason for *job, reason in each["trouble"]}
        costs |= each["costs"]
        disturbed.update({tuple(job): number for *job, number in each["disturbed"]})
    shared = dict(
        concept=name,
        device=measured[0]["device"] if measured else "",
        dtype=schedule.dtype,
        scale=scale,
        **(own.told() if isinstance(own := schedule.own, Subject) else _size(name, scale, own)),
    )
    made = []
    for job in dict.fromkeys([*times, *trouble]):
        framework, mode, which = job
        measured_ms = np.array([ms for series in times.get(job, []) for ms in series if np.isfinite(ms)])
        q1, median, q3 = np.percentile(measured_ms, [25, 50, 75]) if len(measured_ms) else [np.nan] * 3
        low, ratio, high = interval(times.get(job, []), times.get((*schedule.base, which), []))
        cost = costs.get(which, {})
        made.append(shared | {
            "framework": framework, "mode": mode, "pass": which, "rounds": len(measured_ms),
            "disturbed": disturbed[job],
            "median_ms": median, "q1_ms": q1, "q3_ms": q3, "ratio": ratio, "ratio_low": low, "ratio_high": high,
            "bound_ms": limits.bound_ms(Cost(**cost)) if cost and limits else np.nan,
            **cost, **facts.get(job, {}), "reason": trouble.get(job, ""),
        })  # fmt: skip
    return made


def _size(name: str, scale: float, own: Own) -> dict:
    """Say at which size a concept was timed, and which axis grows how far; or why that cannot be said."""
    try:
        case = load(name).sized(scale, own)
    except Exception as error:  # the reason stands in the row as well
        return dict(size=one_line(error), axis="", extent=np.nan)
    axis, extent = next(iter(case.items()))
    if isinstance(extent, tuple):
        axis, extent = f"{axis}[0]", extent[0]
    return dict(size=text(case), axis=axis, extent=extent)


def _forget(workers: Sequence[Worker]) -> None:
    """Let workers let go of what they made ready, so that it comes to lie elsewhere when they make it anew."""
    for worker in workers:
        with suppress(Trouble):  # a worker in trouble has nothing to forget, and its rows say why
            worker.ask(forget)


def _limits(workers: Sequence[Worker], dtype: str) -> dict:
    """Measure the machine's limits: the best that any framework reaches."""
    best = None
    for worker in workers:
        with suppress(Trouble):  # its timings will say why
            found = worker.ask(find_limits, dtype)
            best = found if best is None else best.best(found)
    return asdict(best) if best else {}
