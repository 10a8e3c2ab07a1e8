"""How many seconds steps take on an ordinary machine, for the first estimate; a run soon knows better."""

from collections.abc import Container, Sequence

from comparisons.clock.timing import Schedule
from comparisons.declaring.catalogue import load
from comparisons.desk.plan import Plan
from comparisons.judging.ways import ways
from comparisons.processes.adapters import COMPILED

#: To start a worker, most of it the framework's import.
START = {"scratch": 1.0, "pytorch": 4.0, "keras": 7.0, "keras-torch": 5.0, "keras-jax": 5.0}

#: To answer one case and to judge the answer. What trains takes many steps.
CASE = {"scratch": 0.01, "pytorch": 0.02, "keras": 0.03, "keras-torch": 0.03, "keras-jax": 0.2}
TRAINING = {"scratch": 0.1, "pytorch": 0.3, "keras": 1.0, "keras-torch": 0.5, "keras-jax": 2.0}

#: What compiling adds to a case.
COMPILED_CASE = {"compile": 1.3, "function": 0.01, "xla": 0.15}

#: To make a job ready for the clock, also where it compiles; then for each turn, with its pause and its warming up.
READY, COMPILING, TURN = 0.25, 1.5, 0.1

#: To measure the machine's limits, by framework.
LIMITS = 2.0

#: To tell a story, and in the size that fits a test; to execute a notebook.
STORY, QUICK_STORY, NOTEBOOK = 15.0, 5.0, 15.0

#: To draw the portrait of a concept, and to write a report.
PORTRAIT, WRITING = 0.1, 3.0


def checking(
    plan: Plan, quick: bool, seeds: int = 1, before: Container[tuple[str, str]] = ()
) -> dict[str, list[float]]:
    """Return the seconds of each concept's check by framework; the first waits until all have started.

    What was checked ``before``, as (concept, framework), takes none and is not listed.
    """
    start = max(START[framework] for framework in plan.frameworks)
    return {
        framework: _begun(
            start,
            [
                seeds * _check(name, framework, plan, quick)
                for name in plan.names
                if (name, framework) not in before
            ],
        )
        for framework in plan.frameworks
    }


def timing(units: Sequence[tuple[int, str, float]], schedule: Schedule, frameworks: Sequence[str]) -> dict:
    """Return the seconds of each unit of the clock; the first of each generation starts its workers."""
    start = max(START[framework] for framework in frameworks)
    seconds, before = [], None
    for generation, name, scale in units:
        begins = start if generation != before else 0.0
        limits = LIMITS * len(frameworks) if before is None else 0.0
        seconds.append(begins + limits + _unit(name, scale, schedule, frameworks))
        before = generation
    return dict(clock=seconds)


def telling(names: Sequence[str], quick: bool) -> dict:
    """Return the seconds of each story."""
    return dict(stories=[QUICK_STORY if quick else STORY] * len(names))


def drawing(names: Sequence[str]) -> dict:
    """Return the seconds of each concept's portrait."""
    return dict(portraits=[PORTRAIT] * len(names))


def executing(names: Sequence[str]) -> dict:
    """Return the seconds of each notebook."""
    return dict(notebooks=[NOTEBOOK] * len(names))


def all_of(tracks: dict[str, list[float]]) -> float:
    """Return how long steps take that go on side by side."""
    return max(map(sum, tracks.values()), default=0.0)


def _begun(start: float, seconds: list[float]) -> list[float]:
    return [seconds[0] + start, *seconds[1:]] if seconds else []


def _check(name: str, framework: str, plan: Plan, quick: bool) -> float:
    try:
        concept = load(name)
        each = (TRAINING if concept.kind == "training run" else CASE)[framework]
        asked = ways(framework, plan.dtypes, plan.modes, quick)
        return sum(len(way.cases(concept)) * (each + COMPILED_CASE.get(way.mode, 0.0)) for way in asked)
    except Exception:  # a concept that cannot be read is soon done with, and its row says why
        return 0.0


def _unit(name: str, scale: float, schedule: Schedule, frameworks: Sequence[str]) -> float:
    try:
        passes = schedule.passes_of(name, scale)
    except Exception:  # as above
        return 0.0
    turns = schedule.rounds * schedule.preparations
    return sum(
        (COMPILING if mode in COMPILED else READY) + turns * TURN * max(1.0, scale)
        for framework in frameworks
        for mode in schedule.modes[framework]
        for _ in passes
    )
