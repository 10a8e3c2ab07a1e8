"""Sizes of one's own for the clock: a concept has them, and scratch does not refuse them, before a run begins."""

from collections.abc import Iterable, Mapping
from contextlib import suppress
from typing import Any

from comparisons.clock.timing import Schedule
from comparisons.clock.turns import refusal
from comparisons.declaring.catalogue import load, select
from comparisons.declaring.concept import Own
from comparisons.desk.plan import Plan
from comparisons.desk.words import values
from comparisons.errors import Mistake
from comparisons.judging.cases import demand_known
from comparisons.processes.workers import Trouble, Worker


def own_of(names: Iterable[str], words: Iterable[str]) -> Own:
    """Return the sizes and settings that words give, as ``n=8 stride=2``, for the concepts that names mean.

    Raises Mistake for words of another kind, without a concept, and for what one of the concepts has not.
    """
    own, there = values(words)
    if there:
        raise Mistake(
            f"+{there[0]}: the clock takes sizes and settings; which arrays are there its timing says"
        )
    return demand_own(names, own)


def demand_own(names: Iterable[str], own: Mapping[str, Any]) -> Own:
    """Return sizes and settings as a schedule has them. Raises Mistake as :func:`own_of` does."""
    names = list(names)
    if own and not names:
        raise Mistake(f"sizes of your own ({next(iter(own))}=…) are of one concept; name it")
    for name in select(names) if own else ():
        demand_known(load(name), own)
    return tuple((name, tuple(value) if isinstance(value, list) else value) for name, value in own.items())


def demand_timeable(plan: Plan, schedule: Schedule) -> None:
    """Raise Mistake, with scratch's own line, if it refuses one of the plan's concepts at the sizes of a schedule."""
    if not schedule.own:
        return
    with Worker("scratch", threads=plan.threads, timeout=plan.timeout) as worker:
        for name in plan.names:
            for scale in schedule.sizes:
                with suppress(Trouble):  # the rows of the clock will say why
                    if refused := worker.ask(refusal, name, scale, schedule.dtype, schedule.own):
                        raise Mistake(refused)
