"""A check on other machines, as the command line asks for it."""

import sys
from collections.abc import Sequence

from comparisons.desk import expected
from comparisons.desk.checked import Checked
from comparisons.desk.plan import Plan
from comparisons.desk.runs import Run, ask_for_checks, at_work
from comparisons.judging.agreement import UNAVAILABLE
from comparisons.judging.checking import questions


def check(
    plan: Plan,
    seeds: Sequence[int],
    quick: bool,
    progress,
    scheduler: str,
    journal: Checked | None = None,
) -> Run:
    """Check the plan's concepts with the numbers of every seed on the Dask cluster of a scheduler.

    What the ``journal`` holds in all frameworks is not checked again. A cluster that is lost in the middle ends the run
    as Ctrl-C does. Raises Mistake for whatever is wrong with it.
    """
    from comparisons.cluster.connection import connected

    run, journal = Run(), journal or Checked()
    part = ask_for_checks(run, plan)
    whole = journal.whole(plan)
    part.done |= journal.tell(run.tables, whole)
    step = progress.bar("Checking", expected.checking(plan, quick, len(seeds), part.done))
    names = [name for name in plan.names if name not in whole]

    def done(name: str, framework: str) -> None:
        part.done.add((name, framework))
        journal.note(name, framework, run.tables)
        step(name, track=framework)

    step(f"connecting to {scheduler}", 0)
    with at_work(plan, run) as workers, connected(scheduler) as client:
        from comparisons.cluster.checking import check_all  # now that Dask is known to be there
        from comparisons.cluster.tasks import Lost

        step("starting frameworks", 0)
        asked = questions(workers, plan.dtypes, seeds, plan.modes, quick)
        try:
            check_all(client, names, workers, asked, run.tables, done)
        except Lost as lost:
            print(f"triptych: {lost}", file=sys.stderr)
            run.interrupted = True
    plan.miss({row["framework"]: row["reason"] for row in run.tables.checks if row["verdict"] == UNAVAILABLE})
    return run
