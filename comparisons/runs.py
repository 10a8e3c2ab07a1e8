"""Whole runs, as the command line asks for them: an interrupted one keeps what was done."""

import os
import tempfile
import time as clock
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from comparisons import stories
from comparisons.checking import check_all
from comparisons.environment import describe_environment
from comparisons.errors import Mistake
from comparisons.explaining import concept_rows
from comparisons.idioms import default_rows, idiom_rows
from comparisons.journal import Journal
from comparisons.plan import Plan
from comparisons.tables import Tables
from comparisons.timed import SIZES
from comparisons.timing import LIMITS, Schedule, time_all
from comparisons.workers import Worker


@dataclass
class Run:
    """What a run has yielded so far."""

    tables: Tables = field(default_factory=Tables)
    interrupted: bool = False
    page: Path | None = None
    limits: dict = field(default_factory=dict)
    tellings: list = field(default_factory=list)
    defaults: list = field(default_factory=list)


def check(plan: Plan, seed: int, quick: bool, progress) -> Run:
    """Check the plan's concepts."""
    run = Run()
    with _at_work(plan, run) as workers:
        _check(run, workers, plan, seed, quick, progress)
    return run


def time(
    plan: Plan, schedule: Schedule, progress, journal: Journal | None = None, twins: bool = False
) -> Run:
    """Time the plan's concepts; ``twins`` times its one framework against itself in two workers."""
    run, journal = Run(), journal or Journal()
    make = plan.twins if twins else plan.workers

    def generation():
        workers = make()
        plan.start(workers)
        return workers

    try:
        todo = set(schedule.units(plan.names)) - set(journal.entries)
        done = progress.bar("Timing", len(todo))
        time_all(plan.names, generation, run.tables, schedule, journal, done)
    except KeyboardInterrupt:
        run.interrupted = True
    run.limits = journal.entries.get(LIMITS, {})
    return run


def record(run: Run, plan: Plan, command: str, out: Path) -> Path:
    """Write timings as CSV, Parquet and a page of Markdown, and the environment; return the page."""
    from reports.write import write_timings

    facts = describe_environment(plan, command) | dict(limits=run.limits, interrupted=run.interrupted)
    run.page = write_timings(run.tables.frames()["timings"], facts, out)
    return run.page


def report(plan: Plan, seed: int, quick: bool, out: Path, command: str, progress) -> Run:
    """Check and time the plan's concepts and write the report; what an interrupted run has done is written too."""
    from reports.write import write

    started, run = clock.perf_counter(), Run()
    with _at_work(plan, run) as workers:
        _check(run, workers, plan, seed, quick, progress)
        _tell(run, workers, plan, stories.about(plan.names), quick, progress)
    run.tables.accuracy += [row for telling in run.tellings for row in telling.accuracy]
    if not run.interrupted:
        schedule = (
            Schedule(generations=1, rounds=2, quick=True)
            if quick
            else Schedule(generations=3, sizes=tuple(SIZES.values()))
        )
        timed = time(plan, schedule, progress)
        run.tables.timings, run.limits = timed.tables.timings, timed.limits
        run.interrupted = timed.interrupted
    done = progress.bar("Writing", 1)
    frames = run.tables.frames() | _explanations(plan, run)
    facts = describe_environment(plan, command)
    facts |= dict(
        duration_s=round(clock.perf_counter() - started, 1),
        interrupted=run.interrupted,
        quick=quick,
        limits=run.limits,
    )
    run.page = write(frames, facts, out, run.tellings) / "index.html"
    done("report")
    return run


def tell(plan: Plan, names: list[str], quick: bool, progress) -> Run:
    """Tell stories in the plan's panels."""
    run = Run()
    with _at_work(plan, run) as workers:
        _tell(run, workers, plan, names, quick, progress)
    return run


def write_story(telling, out: Path) -> list[Path]:
    """Write a story's pictures and tables into a folder; return their paths."""
    from reports.files import put
    from reports.stories import story_files

    paths = []
    for name, content in story_files(telling):
        put(out / name, content)
        paths.append(out / name)
    return paths


def demand_writable(folder: Path) -> None:
    """Raise Mistake if a folder cannot be made or written to; ask before a long run, not after it."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as error:
        raise Mistake(
            f"cannot write to --out {str(folder)!r}: {os.strerror(error.errno)}; name a folder that can be written"
        ) from None


@contextmanager
def _at_work(plan: Plan, run: Run) -> Iterator[list[Worker]]:
    """Give the plan's workers, and stop them at the end. Ctrl-C ends what is done with them, and the run says so."""
    workers = plan.workers()
    try:
        yield workers
    except KeyboardInterrupt:
        run.interrupted = True
    finally:
        for worker in workers:
            worker.stop()


def _check(run: Run, workers: list[Worker], plan: Plan, seed: int, quick: bool, progress) -> None:
    plan.start(workers)
    done = progress.bar("Checking", len(plan.names) * len(workers))
    check_all(plan.names, workers, plan.dtypes, run.tables, seed, quick, done)
    run.defaults = default_rows(plan.names, workers)


def _tell(run: Run, workers: list[Worker], plan: Plan, names: list[str], quick: bool, progress) -> None:
    from comparisons.storytelling import tell_all

    step = progress.bar("Telling", len(names))
    plan.start(workers if names else [])
    tell_all(names, workers, run.tellings, quick, step)


def _explanations(plan: Plan, run: Run) -> dict:
    """Return the tables that explain: concepts, idioms and defaults."""
    import pandas

    rows = dict(concepts=concept_rows(plan.names), idioms=idiom_rows(), defaults=run.defaults)
    return {name: pandas.DataFrame(table) for name, table in rows.items()}
