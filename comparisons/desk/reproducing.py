"""One row made a script: the workers that it takes, and what is told meanwhile."""

from math import nan

from comparisons.desk.progress import Progress
from comparisons.errors import Mistake
from comparisons.judging.precision import DTYPES
from comparisons.processes.adapters import USUAL, usual_mode
from comparisons.processes.workers import Trouble, Worker
from comparisons.reproducing.asked import Bench
from comparisons.reproducing.reproduced import Reproduced, find_row, reproduce
from comparisons.reproducing.rows import Named


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
