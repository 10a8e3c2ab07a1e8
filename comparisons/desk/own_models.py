"""A model of one's own before the clock: what it takes is found out, and a run planned, before a long run begins."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

import pandas as pd

from comparisons.aligning.models import demand_files
from comparisons.aligning.paces import Models, entries, size, takes
from comparisons.clock.timed import BASE, PATIENCE_SECONDS, choose_modes
from comparisons.clock.timing import Schedule, time_all
from comparisons.desk.plan import Plan, demand_patience
from comparisons.desk.words import values
from comparisons.errors import Mistake, unknown
from comparisons.processes.workers import Trouble, Worker
from reports.panels import PANELS

#: In which frameworks it is.
FRAMEWORKS = (BASE[0], "keras")

#: The sizes that are drawn: by word, what it is called here.
SIZES = dict(n="samples", t="steps")


def demanded(
    where: Iterable[str],
    batch: str = "",
    keras_batch: str = "",
    own: Mapping[str, Any] | None = None,
    threads: int = 1,
    timeout: float = 120,
    device: str = "cpu",
) -> Models:
    """Return both models with the sizes of their inputs, each built and run once by a worker of its framework.

    where    two addresses, of PyTorch's model and of Keras's
    own      sizes of what is drawn if there is no batch: ``n`` samples, ``t`` steps of an axis that is open

    Raises Mistake if that cannot be done.
    """
    where = list(where)
    if len(where) != 2:
        raise Mistake(
            f"--models takes two, as in net.py:in_torch net.py:in_keras, PyTorch's first, not {len(where)}"
        )
    models = Models(*where, batch, keras_batch, seconds=timeout, **_sizes(own or {}, batch or keras_batch))
    if keras_batch and not batch:
        raise Mistake(
            "the inputs of the Keras model are given, and not those of the PyTorch model; give --input too"
        )
    demand_files(*where, batch, keras_batch)
    pytorch, keras = (Worker(name, device, threads, 1.1 * timeout) for name in FRAMEWORKS)
    with pytorch, keras:
        if not batch:
            models = replace(
                models,
                takes=tuple(_ask(keras, takes, models)),
                entries=_ask(pytorch, entries, models),
            )
        sized = replace(models, size=_ask(pytorch, size, models))
        _ask(keras, size, models)
    return sized


def asked(
    where: Iterable[str],
    batch: str,
    keras_batch: str,
    words: Iterable[str],
    modes: str,
    usual: Schedule,
    device: str = "cpu",
    threads: int | None = None,
    timeout: float = 120,
) -> tuple[Plan, Schedule]:
    """Return the plan and the schedule of a run that times both models, like a ``usual`` one.

    ``words`` are sizes, ``n=64``. The rest, and what is raised, is as of :func:`demanded`.
    """
    schedule = replace(usual, modes=choose_modes(modes))
    plan = Plan.make((), FRAMEWORKS, [usual.dtype], device, threads, timeout)
    own, there = values(words)
    if there:
        raise Mistake(f"+{there[0]}: a model takes the inputs that it takes; its sizes are n and t")
    models = demanded(where, batch, keras_batch, own, plan.threads, timeout, device)
    return replace(plan, names=[models.name]), replace(schedule, own=models)


def said(timings: pd.DataFrame) -> Iterator[str]:
    """Yield a sentence on each pass: how many times as long as PyTorch eager each other way takes, with intervals."""
    others = timings[timings.ratio.notna() & ~((timings.framework == BASE[0]) & (timings["mode"] == BASE[1]))]
    for which, rows in others.groupby("pass", sort=False):
        ways = [
            f"{PANELS[row.framework].title} {row.mode} {row.ratio:.3g}"
            + (f" ({row.ratio_low:.3g} to {row.ratio_high:.3g})" if row.ratio_low == row.ratio_low else "")
            for row in rows.itertuples()
        ]
        yield f"{which}: {', '.join(ways)} times as long as {PANELS[BASE[0]].title} {BASE[1]}."


def measure_models(
    pytorch: str,
    keras: str,
    inputs: str = "",
    *,
    keras_inputs: str = "",
    device: str = "cpu",
    threads: int | None = None,
    timeout: float = 120,
    rounds: int = 3,
    generations: int = 5,
    modes: str = "default",
    own: Mapping[str, int] | None = None,
    patience: float = PATIENCE_SECONDS,
) -> pd.DataFrame:
    """Time a model of your own in both frameworks; return a row for every framework, mode and pass.

    pytorch, keras    where they are: ``"net.py:in_torch"``, a model or what builds one; each is built in processes of
                      its own
    inputs            where one batch is, in PyTorch's order: ``"net.py:batch"``, or an npz file; "" draws one
    keras_inputs      the same in Keras's order, where that is no transpose of the axes
    own               sizes of what is drawn: ``dict(n=64, t=100)`` for 64 samples, and 100 steps of an open axis
    patience          seconds that the clock waits, in all, for others to leave the machine alone

    The passes are forward, forward and backward, and a training step; the columns and the other arguments those of
    :func:`comparisons.desk.asking.measure`. Raises Mistake, a ValueError, in one line, for what cannot be timed.
    """
    usual = Schedule(rounds=rounds, generations=generations)
    words = [f"{name}={value}" for name, value in (own or {}).items()]
    plan, schedule = asked(
        (pytorch, keras), inputs, keras_inputs, words, modes, usual, device, threads, timeout
    )
    tables = Plan.tables()
    time_all(plan.names, plan.workers, tables, schedule, patience=demand_patience(patience))
    return tables.frames()["timings"]


def _sizes(own: Mapping[str, Any], batch: str) -> dict[str, int]:
    for name, value in own.items():
        if batch:
            raise Mistake(f"{name}={value} is a size of inputs that are drawn; they are given")
        if name not in SIZES:
            raise unknown(
                "size of drawn inputs:", name, SIZES, where="n samples, t steps of an axis that is open"
            )
        if not isinstance(value, int) or isinstance(value, bool) or value < 1:
            raise Mistake(f"{name}={value} is no size; write a whole number from 1")
    return {SIZES[name]: value for name, value in own.items()}


def _ask(worker: Worker, task, models: Models):
    try:
        return worker.ask(task, models)
    except Trouble as trouble:
        raise Mistake(
            f"{worker.framework}: {trouble.reason}" if trouble.verdict != "crashed" else trouble.reason
        ) from None
