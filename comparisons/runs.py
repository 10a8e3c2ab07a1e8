"""Whole runs, as the command line asks for them: an interrupted one keeps what was done."""

import os
import tempfile
import time as clock
from dataclasses import dataclass, field
from pathlib import Path

from comparisons.checking import check_all
from comparisons.environment import describe_environment
from comparisons.errors import Mistake
from comparisons.explaining import concept_rows
from comparisons.plan import Plan
from comparisons.tables import Tables
from comparisons.timing import MODES, Modes, time_all


@dataclass
class Run:
    """What a run has yielded so far."""

    tables: Tables = field(default_factory=Tables)
    interrupted: bool = False
    page: Path | None = None


def check(plan: Plan, seed: int, quick: bool, progress) -> Run:
    """Check the plan's concepts."""
    run, workers = Run(), plan.workers()
    try:
        plan.start(workers)
        done = progress.bar("Checking", len(plan.names) * len(workers))
        check_all(plan.names, workers, plan.dtypes, run.tables, seed, quick, done)
    except KeyboardInterrupt:
        run.interrupted = True
    finally:
        for worker in workers:
            worker.stop()
    return run


def time(
    plan: Plan, rounds: int, generations: int, progress, modes: Modes = MODES, quick: bool = False
) -> Run:
    """Time the plan's concepts."""
    run = Run()
    try:
        done = progress.bar("Timing", len(plan.names) * generations)
        workers = _started(plan, plan.workers)
        time_all(
            plan.names, workers, run.tables, plan.dtypes[-1], rounds, generations, modes, quick, done=done
        )
    except KeyboardInterrupt:
        run.interrupted = True
    return run


def time_twins(plan: Plan, rounds: int, generations: int, progress) -> Run:
    """Time a framework against itself in two workers, in its first mode: the clock should say that the ratio is 1."""
    run, (framework,) = Run(), plan.frameworks
    modes = {framework: MODES[framework][:1]}
    base = framework, *modes[framework]
    try:
        done = progress.bar("Timing", len(plan.names) * generations)
        workers = _started(plan, plan.twins)
        time_all(
            plan.names, workers, run.tables, plan.dtypes[-1], rounds, generations, modes, True, base, done
        )
    except KeyboardInterrupt:
        run.interrupted = True
    return run


def report(plan: Plan, seed: int, quick: bool, out: Path, command: str, progress) -> Run:
    """Check and time the plan's concepts and write the report; what an interrupted run has done is written too."""
    from reports.write import write

    started = clock.perf_counter()
    run = check(plan, seed, quick, progress)
    if not run.interrupted:
        rounds, generations = (3, 1) if quick else (5, 3)
        timed = time(plan, rounds, generations, progress, quick=quick)
        run.tables.timings, run.interrupted = timed.tables.timings, timed.interrupted
    done = progress.bar("Writing", 1)
    frames = run.tables.frames() | dict(concepts=_concepts(plan))
    facts = describe_environment(plan, command)
    facts |= dict(
        duration_s=round(clock.perf_counter() - started, 1), interrupted=run.interrupted, quick=quick
    )
    run.page = write(frames, facts, out) / "index.html"
    done("report")
    return run


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


def _started(plan: Plan, make):
    """Return a function that makes and starts a generation of workers."""

    def generation():
        workers = make()
        plan.start(workers)
        return workers

    return generation


def _concepts(plan: Plan):
    import pandas

    return pandas.DataFrame(concept_rows(plan.names))
