"""Put a person's own numbers to the panels, and keep what they say."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from math import nan
from pathlib import Path
from typing import Any

from comparisons.declaring.catalogue import load
from comparisons.desk.ending import Part
from comparisons.desk.folders import save
from comparisons.desk.plan import Plan
from comparisons.desk.progress import Progress
from comparisons.desk.runs import Run, at_work
from comparisons.errors import Mistake
from comparisons.judging.precision import DTYPES
from comparisons.numbers import asked
from comparisons.numbers.answers import Answers
from comparisons.numbers.numbers import numbers
from comparisons.numbers.theirs import Theirs
from comparisons.processes.workers import Here

#: To judge an answer takes about so many times as long as to find the truth: as often it is disturbed.
RUNS = 20


def in_its_dtypes(plan: Plan, chosen: bool) -> Plan:
    """Return the plan in the dtypes in which its one concept is compared. Raises Mistake if another was ``chosen``."""
    (name,) = plan.names
    compared = [dtype for dtype in DTYPES if load(name).cases_in(dtype)]
    for dtype in plan.dtypes if chosen else ():
        if dtype not in compared:
            raise Mistake(f"{name} is compared in {' and '.join(compared)} alone, not in {dtype}")
    return replace(plan, dtypes=[dtype for dtype in plan.dtypes if dtype in compared])


def answers_to(
    name: str,
    arrays: Mapping[str, Any],
    own: Mapping[str, Any],
    there: Collection[str],
    like: str | None,
    seed: int,
) -> Answers:
    """Return answers that are still to be given: to arrays in scratch's names, or ``like`` a framework's, and values.

    ``there`` are arrays that may be absent and are to be drawn. Raises Mistake where they make no question.
    """
    concept = load(name)
    theirs = Theirs(concept, like, arrays, own) if like else None
    if both := sorted(own.keys() & arrays.keys()):
        raise Mistake(f"{both[0]} is given twice: among the arrays and by itself")
    given = theirs.ours() if theirs else arrays
    try:
        return Answers(numbers(concept, {**given, **own}, there, seed), theirs)
    except Mistake as mistake:
        raise Mistake(f"{mistake}; {theirs.told()}") if theirs else mistake from None


def ask(plan: Plan, said: Answers, progress: Progress) -> Run:
    """Ask the plan's frameworks in its dtypes, each in a process of its own; an interrupted run keeps what was said.

    Raises Mistake if scratch refuses the numbers: before the frameworks start.
    """
    run = Run()
    todo = {(dtype, name): f"{name} in {dtype}" for dtype in plan.dtypes for name in plan.frameworks}
    part = Part("answers", "given", todo)
    run.parts.append(part)
    step = progress.bar("Asking", {name: [nan] * len(plan.dtypes) for name in plan.frameworks})

    def done(dtype: str, framework: str) -> None:
        part.done.add((dtype, framework))
        step(f"{framework} in {dtype}", track=framework)

    def busy(what: str) -> None:
        step(what, 0)

    with at_work(plan, run) as workers:
        judge = workers[0].beside("scratch", "judge")
        try:
            busy("the truth")
            if asked.admit(said, judge, plan.dtypes):
                judge.timeout *= RUNS
                plan.start(workers, busy)
                asked.ask_all(said, workers, judge, plan.dtypes, done, busy)
        finally:
            judge.stop()
    run.tables.checks = said.checks
    return run


def ask_here(plan: Plan, said: Answers) -> None:
    """Ask the plan's frameworks in this process, one after the other."""
    judge = Here("scratch")
    admitted = asked.admit(said, judge, plan.dtypes)
    for framework in plan.frameworks if admitted else ():
        asked.ask_all(said, [Here(framework)], judge, plan.dtypes)


def write(said: Answers, file: Path | None) -> tuple[Path | None, str]:
    """Write all arrays into a file; return where they lie, and what went wrong with that, "" if nothing did."""
    if file is None:
        return None, ""

    def into(folder: Path) -> Path:
        said.write(folder / file.name)
        return folder / file.name

    return save(into, file.parent)
