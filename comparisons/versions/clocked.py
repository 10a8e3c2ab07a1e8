"""How fast are the versions? One process an environment, taking turns, so that drift of the machine hits all alike."""

from collections.abc import Callable, Sequence

from comparisons.clock.timed import MODES, PATIENCE_SECONDS
from comparisons.clock.timing import Schedule, time_all
from comparisons.processes.workers import Worker
from comparisons.tables import Tables
from comparisons.versions.environment import Environment

#: By so many times one must be slower or faster, and beyond the interval, to be told.
NOTABLE = 1.25


def schedule(environments: Sequence[Environment], framework: str, quick: bool) -> Schedule:
    """Return how a framework's versions are timed: in the mode in which people run it, against the first's."""
    mode = MODES[framework][-1]
    turns = dict(rounds=2, generations=3) if quick else dict(rounds=3, generations=5)
    return Schedule(**turns, modes={framework: (mode,)}, quick=True, base=(environments[0].name, mode))


def time_versions(
    names: Sequence[str],
    environments: Sequence[Environment],
    framework: str,
    threads: int,
    timeout: float,
    quick: bool = False,
    patience: float = PATIENCE_SECONDS,
    step: Callable[..., None] = lambda what, advance=1: None,
) -> list[dict]:
    """Time concepts in one framework in several environments; return rows of ``timings``.

    A row's ``framework`` is the environment's name, its ratio is to the first of them, with its interval. The longest
    pass of each concept is timed, at its timing size. An interrupted run raises KeyboardInterrupt.
    """

    def workers() -> list[Worker]:
        choices = "cpu", threads, timeout
        return [
            Worker(framework, *choices, label=each.name, python=str(each.python)) for each in environments
        ]

    tables = Tables(names, [each.name for each in environments])
    time_all(names, workers, tables, schedule(environments, framework, quick), step=step, patience=patience)
    return tables.frames()["timings"].to_dict("records")


def is_told(row: dict) -> bool:
    """Return whether a row is slower or faster than the first beyond noise, and notably."""
    outside = row["ratio_low"] > 1 or row["ratio_high"] < 1
    return outside and not 1 / NOTABLE < row["ratio"] < NOTABLE
