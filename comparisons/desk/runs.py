"""Whole runs, as the command line asks for them: an interrupted one keeps what was done."""

import time as clock
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from itertools import product
from math import nan
from pathlib import Path

from comparisons import stories
from comparisons.clock.journal import Measured
from comparisons.clock.timed import PATIENCE_SECONDS
from comparisons.clock.timing import LIMITS, Schedule, time_all
from comparisons.desk import expected
from comparisons.desk.checked import Checked
from comparisons.desk.ending import ExitCode, Part, ending
from comparisons.desk.environment import describe_environment
from comparisons.desk.folders import save
from comparisons.desk.plan import Plan
from comparisons.guide.explaining import concept_rows
from comparisons.guide.idioms import default_rows, idiom_rows
from comparisons.judging.checking import GOOD, check_all
from comparisons.judging.repeats import WAYS, repeat_all
from comparisons.processes.memory import usage
from comparisons.processes.workers import Trouble, Worker
from comparisons.tables import Tables

#: How to be content with the frameworks that are there.
HINT = "; name others with --framework to leave out what is not there"


@dataclass
class Run:
    """What a run has yielded so far. ``parts`` say what was asked for, and what of it was done.

    ``workers`` say what the check took, by framework: see :func:`comparisons.processes.memory.usage`.
    """

    tables: Tables = field(default_factory=Plan.tables)
    interrupted: bool = False
    page: Path | None = None
    limits: dict = field(default_factory=dict)
    workers: dict[str, dict] = field(default_factory=dict)
    tellings: list = field(default_factory=list)
    defaults: list = field(default_factory=list)
    parts: list[Part] = field(default_factory=list)

    @property
    def bad(self) -> bool:
        """Whether anything fails: a check, a claim, a job of the clock that crashed or timed out."""
        checks = any(check["verdict"] not in GOOD for check in self.tables.checks)
        jobs = any(
            row["reason"] and not row["reason"].startswith("unavailable") for row in self.tables.timings
        )
        return checks or jobs or not all(telling.holds for telling in self.tellings)

    def left(self) -> list:
        """Return what an interrupted run was asked for and has not done."""
        return [each for part in self.parts for each in part.left]

    def ending(self, plan: Plan, done: str, hint: str = HINT) -> tuple[ExitCode, str]:
        """Return the exit code and the last sentence, see :func:`comparisons.desk.ending.ending`."""
        asked, absent = plan.frameworks, plan.unavailable
        return ending(self.bad, asked, absent, self.interrupted, self.parts, done, hint)


def check(
    plan: Plan,
    seeds: Sequence[int],
    quick: bool,
    progress,
    repeats: bool = False,
    journal: Checked | None = None,
) -> Run:
    """Check the plan's concepts with the numbers of every seed; let every row say whether it ``repeats``, if asked.

    What the ``journal`` holds is not checked again.
    """
    part = ask_for_checks(run := Run(), plan)
    with at_work(plan, run) as workers:
        _check(run, part, workers, plan, seeds, quick, progress, journal=journal)
        if repeats:
            step = progress.bar("Repeating", dict(repeats=[nan] * WAYS))

            def once_more(workers, tables):
                plan.start(workers)
                check_all(plan.names, workers, plan.dtypes, tables, seeds, quick, plan.modes)
                step(f"with {workers[0].threads} threads")

            repeat_all(workers, once_more, run.tables)
    return run


def time(
    plan: Plan,
    schedule: Schedule,
    progress,
    journal: Measured | None = None,
    twins: bool = False,
    patience: float = PATIENCE_SECONDS,
    later: float = 0.0,
) -> Run:
    """Time the plan's concepts; ``twins`` times its one framework against itself in two workers.

    ``later`` is how many seconds what follows is expected to take.
    """
    run, journal = Run(), journal or Measured()
    make = plan.twins if twins else plan.workers
    part = _measurements(run, plan, schedule)
    todo = [unit for unit in part.asked if unit not in journal.entries]
    step = progress.bar("Timing", expected.timing(todo, schedule, plan.frameworks), later)

    def generation():
        workers = make()
        plan.start(workers, lambda what: step(what, 0))
        return workers

    try:
        time_all(plan.names, generation, run.tables, schedule, journal, step, patience)
    except KeyboardInterrupt:
        run.interrupted = True
    part.done |= journal.entries.keys()
    run.limits = journal.entries.get(LIMITS, {})
    return run


def report(
    plan: Plan,
    seed: int,
    quick: bool,
    out: Path,
    command: str,
    progress,
    patience: float = PATIENCE_SECONDS,
    sizes: tuple[float, ...] = (1.0,),
) -> tuple[Run, str]:
    """Check and time the plan's concepts and write the report; what an interrupted run has done is written too.

    Of several ``sizes`` the pages have curves, and it takes so many times as long.
    Return the run, and what went wrong with writing, "" if nothing did.
    """
    started, run = clock.perf_counter(), Run()
    told = stories.about(plan.names)
    checks, tellings = ask_for_checks(run, plan), _tellings(run, told)
    schedule = (
        Schedule(generations=1, rounds=2, quick=True) if quick else Schedule(generations=2, sizes=sizes)
    )
    to_time = expected.all_of(expected.timing(schedule.units(plan.names), schedule, plan.frameworks))
    to_tell = expected.all_of(expected.telling(told, quick))
    to_write = expected.all_of(expected.drawing(plan.names)) + expected.WRITING
    with at_work(plan, run) as workers:
        _check(run, checks, workers, plan, [seed], quick, progress, to_tell + to_time + to_write)
        run.defaults = default_rows(plan.names, workers)
        _tell(run, tellings, workers, plan, told, quick, progress, to_time + to_write)
    run.tables.accuracy += [row for telling in run.tellings for row in telling.accuracy]
    if run.interrupted:
        _measurements(run, plan, schedule)
    else:
        timed = time(plan, schedule, progress, patience=patience, later=to_write)
        run.tables.timings, run.limits = timed.tables.timings, timed.limits
        run.parts += timed.parts
        run.interrupted = timed.interrupted
    return run, _write(run, plan, quick, out, command, clock.perf_counter() - started, progress)


def tell(plan: Plan, names: list[str], quick: bool, progress, chosen=None) -> Run:
    """Tell stories in the plan's panels, on their own data if no others were chosen."""
    run = Run()
    part = _tellings(run, names)
    with at_work(plan, run) as workers:
        _tell(run, part, workers, plan, names, quick, progress, chosen=chosen)
    return run


@contextmanager
def at_work(plan: Plan, run: Run) -> Iterator[list[Worker]]:
    """Give the plan's workers, and stop them at the end. Ctrl-C ends what is done with them, and the run says so."""
    workers = plan.workers(at_once=True)
    try:
        yield workers
    except KeyboardInterrupt:
        run.interrupted = True
    finally:
        for worker in workers:
            worker.stop()


def ask_for_checks(run: Run, plan: Plan) -> Part:
    """Begin the part of a run that checks: each concept in each framework."""
    asked = {pair: " in ".join(pair) for pair in product(plan.names, plan.frameworks)}
    run.parts.append(Part("checks of a concept in a framework", "done", asked))
    return run.parts[-1]


def _tellings(run: Run, names: list[str]) -> Part:
    run.parts.append(Part("stories", "told", {name: name for name in names}))
    return run.parts[-1]


def _measurements(run: Run, plan: Plan, schedule: Schedule) -> Part:
    def told(generation: int, name: str, scale: float) -> str:
        size = f" × {scale:g}" if len(schedule.sizes) > 1 else ""
        return f"{name}{size} in generation {generation + 1}"

    asked = {unit: told(*unit) for unit in schedule.units(plan.names)}
    run.parts.append(Part("measurements", "made", asked))
    return run.parts[-1]


def _check(
    run: Run,
    part: Part,
    workers: list[Worker],
    plan: Plan,
    seeds: Sequence[int],
    quick: bool,
    progress,
    later: float = 0.0,
    journal: Checked | None = None,
) -> None:
    journal = journal or Checked()
    part.done |= journal.tell(run.tables)
    step = progress.bar("Checking", expected.checking(plan, quick, len(seeds), part.done), later)
    plan.start(workers, lambda what: step(what, 0))

    def done(name: str, framework: str) -> None:
        part.done.add((name, framework))
        journal.note(name, framework, run.tables)
        step(name, track=framework)

    before = frozenset(part.done)
    check_all(plan.names, workers, plan.dtypes, run.tables, seeds, quick, plan.modes, done, before)
    for worker in workers:
        with suppress(Trouble):  # of one that is not there its rows tell
            run.workers[worker.framework] = worker.ask(usage)


def _tell(
    run: Run,
    part: Part,
    workers: list[Worker],
    plan: Plan,
    names: list[str],
    quick: bool,
    progress,
    later: float = 0.0,
    chosen=None,
) -> None:
    from comparisons.telling.storytelling import tell_all

    bar = progress.bar("Telling", expected.telling(names, quick), later)
    plan.start(workers if names else [], lambda what: bar(what, 0))

    def step(what: str, advance: int = 1) -> None:
        part.done |= {what} if advance else set()
        bar(what, advance)

    tell_all(names, workers, run.tellings, quick, step, chosen)


def _portraits(run: Run, plan: Plan, progress) -> dict:
    """Draw the portraits of the plan's concepts; none in a run that was interrupted, and no more if it is now."""
    from comparisons.portraits.gallery import portraits

    if run.interrupted:
        return {}
    drawn, step = {}, progress.bar("Drawing", expected.drawing(plan.names), expected.WRITING)
    try:
        for name in plan.names:
            drawn |= portraits([name])
            step(name)
    except KeyboardInterrupt:
        run.interrupted = True
    return drawn


def _write(run: Run, plan: Plan, quick: bool, out: Path, command: str, seconds: float, progress) -> str:
    """Write a report; return what went wrong."""
    import pandas

    from reports.write import write

    drawn = _portraits(run, plan, progress)
    done = progress.bar("Writing", dict(report=[expected.WRITING]))
    rows = dict(concepts=concept_rows(plan.names), idioms=idiom_rows(), defaults=run.defaults)
    frames = run.tables.frames() | {name: pandas.DataFrame(table) for name, table in rows.items()}
    facts = describe_environment(plan, command) | dict(
        duration_s=round(seconds, 1),
        interrupted=run.interrupted,
        quick=quick,
        limits=run.limits,
        workers=run.workers,
    )
    folder, trouble = save(lambda folder: write(frames, facts, folder, run.tellings, drawn), out)
    run.page = folder and folder / "index.html"
    done("report")
    return trouble
