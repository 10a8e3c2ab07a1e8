"""A check on other machines, as the desk asks for it."""

import sys
from collections.abc import Callable, Sequence

from comparisons.desk.plan import Plan
from comparisons.judging.agreement import UNAVAILABLE
from comparisons.judging.checking import questions
from comparisons.processes.workers import Worker
from comparisons.tables import Tables


def check_afar(
    scheduler: str,
    plan: Plan,
    workers: list[Worker],
    seeds: Sequence[int],
    quick: bool,
    tables: Tables,
    done: Callable[[str, str], None],
    busy: Callable[[str], None],
) -> bool:
    """Check the plan's concepts on the Dask cluster of a scheduler; return whether it came to its end.

    ``workers`` say how frameworks are asked there, and never start. ``busy`` is told what is waited for.
    Raises Mistake for whatever is wrong with the cluster before it begins.
    """
    from comparisons.cluster.connection import connected

    busy(f"connecting to {scheduler}")
    with connected(scheduler) as client:
        from comparisons.cluster.checking import check_all  # now that Dask is known to be there
        from comparisons.cluster.tasks import Lost

        busy("starting frameworks")
        try:
            asked = questions(workers, plan.dtypes, seeds, plan.modes, quick)
            check_all(client, plan.names, workers, asked, tables, done)
            return True
        except Lost as lost:
            print(f"triptych: {lost}", file=sys.stderr)
            return False
        finally:
            plan.miss(
                {row["framework"]: row["reason"] for row in tables.checks if row["verdict"] == UNAVAILABLE}
            )
