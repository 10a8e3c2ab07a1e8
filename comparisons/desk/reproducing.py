"""Rows made scripts, one that is named or all that a fuzz finds: the workers that it takes, and what is told."""

from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from math import nan
from pathlib import Path
from typing import Any

from comparisons.declaring.catalogue import load
from comparisons.desk.plan import Plan
from comparisons.desk.progress import Progress
from comparisons.desk.terminal import open_console, print_line, print_table
from comparisons.errors import Mistake
from comparisons.judging.agreement import AGREES, DIFFERS, FAILS
from comparisons.judging.precision import DTYPES
from comparisons.judging.ways import modes_of
from comparisons.processes.adapters import USUAL, usual_mode
from comparisons.processes.workers import Trouble, Worker
from comparisons.reproducing.asked import Bench
from comparisons.reproducing.fuzzing import NOT_OFFERED, OUTCOMES, Found, fuzz
from comparisons.reproducing.reproduced import Reproduced, find_row, reproduce
from comparisons.reproducing.rows import Named, label_of
from reports.files import put
from reports.panels import title_of

OUTCOME_WORDS = {
    AGREES: "agree",
    DIFFERS: "differ as declared",
    NOT_OFFERED: "are not offered",
    FAILS: "fail",
}


def one_row(named: Named, seconds: float, timeout: float, quiet: bool, plain: bool) -> Reproduced:
    """Find the row that is meant and make it a script. Raises Mistake if none of its frameworks has it."""
    frameworks = [named.framework] if named.framework else [each for each in USUAL if each != "scratch"]
    judge, trouble = Worker("scratch", timeout=timeout, label="judge"), None
    with Progress(quiet=quiet, plain=plain) as progress, judge:
        step = progress.bar("Reproducing", dict(row=[nan, nan]))
        for framework in frameworks:
            with Worker(framework, timeout=timeout, anew=False) as worker:
                bench = Bench(worker, judge)
                try:
                    step(f"asking {framework}", 0)
                    worker.start()
                    question, row = find_row(bench, named, named.mode or usual_mode(framework), DTYPES)
                except Trouble as unavailable:
                    raise Mistake(f"{framework} is unavailable: {unavailable.reason}") from None
                except Mistake as mistake:
                    trouble = mistake
                    continue
                step("found")
                made = reproduce(bench, question, row, seconds, timeout, lambda what: step(what, 0))
                step("done")
                return made
    raise trouble


@dataclass(frozen=True)
class Made:
    """A failure of a fuzz: its row, its script and where that lies; why there is none."""

    row: Mapping[str, Any]
    script: Reproduced | None = None
    path: Path | None = None
    trouble: str = ""


def fuzz_one(
    plan: Plan, seed: int, seconds: float, smaller: float, out: Path, quiet: bool, plain: bool
) -> tuple[Found, list[Made]]:
    """Fuzz the plan's one concept and make failures scripts, of one draw one for each framework.

    A fuzz that was interrupted has none.
    """
    (name,) = plan.names
    modes = {each: modes_of(each, plan.modes) for each in plan.frameworks}
    judge, made, written = Worker("scratch", timeout=plan.timeout, label="judge"), [], set()
    workers = [Worker(each, timeout=plan.timeout, anew=False) for each in plan.frameworks]
    with Progress(quiet=quiet, plain=plain) as progress, ExitStack() as stack:
        for each in [judge, *workers]:
            stack.enter_context(each)
        step = progress.bar("Fuzzing", {name: [nan]})
        plan.start(workers, lambda what: step(what, 0))
        benches = [Bench(each, judge) for each in workers if each.framework not in plan.unavailable]
        found = Found(unavailable=dict(plan.unavailable))
        if benches:
            found = fuzz(
                load(name), benches, plan.dtypes, modes, seconds, seed, busy=lambda what: step(what, 0)
            )
            found.unavailable |= plan.unavailable
        for (framework, mode, label), (question, row) in found.failures.items():
            if found.interrupted or (framework, mode, id(question)) in written:
                made.append(Made(row))
                continue
            written.add((framework, mode, id(question)))
            (bench,) = [each for each in benches if each.worker.framework == framework]
            step(f"making {framework} {label} smaller", 0)
            try:
                script = reproduce(bench, question, row, smaller, plan.timeout)
            except (Mistake, Trouble) as trouble:
                made.append(Made(row, trouble=str(trouble)))
                continue
            words = [name.split(".")[-1], framework, mode, row["dtype"], label or "raises"]
            path = out / f"{'-'.join(words).replace(' ', '_')}.py"
            put(path, script.script.encode())
            made.append(Made(script.row, script, path))
        step("done")
    return found, made


def rows_of(found: Found, made: list[Made]) -> dict[str, Any]:
    """Return what a fuzz found, for programs."""
    return dict(
        drawn=found.drawn,
        refused=found.refused,
        outcomes={name: dict(each) for name, each in found.outcomes.items()},
        not_offered={name: dict(each) for name, each in found.why_not.items()},
        unavailable=found.unavailable,
        interrupted=found.interrupted,
        failures=[
            dict(each.row)
            | dict(
                script=each.script and each.script.script,
                file=each.path and str(each.path),
                trouble=each.trouble,
            )
            for each in made
        ],
    )


def print_found(name: str, found: Found, made: list[Made], plain: bool) -> None:
    """Print what a fuzz found: draws by outcome, what is not offered, and each failure with its script."""
    console = open_console(plain)
    rows = [
        [OUTCOME_WORDS[each], *(str(found.outcomes[one][each]) for one in found.outcomes)]
        for each in OUTCOMES
    ]
    print_table(console, "Draws by what came of them", [name, *map(title_of, found.outcomes)], rows)
    print_line(f"{found.drawn} draws; {found.refused} of them make no question, as scratch says.")
    for framework, reasons in found.why_not.items():
        for reason, number in reasons.most_common(3):
            print_line(f"{framework} does not offer {number} of them: {reason}")
    for framework, reason in found.unavailable.items():
        print_line(f"{framework} is unavailable: {reason}")
    for each in made:
        if each.script is None and not each.trouble and not found.interrupted:
            print_line(f"  {each.row['framework']} {label_of(each.row)}: of the same draw")
            continue
        print_line("")
        print_line(each.row["reason"])
        if each.script is not None:
            print_line(f"  {each.script.told()}")
            print_line(f"  {each.path}")
        elif each.trouble:
            print_line(f"  it makes no script: {each.trouble}")
