"""The harness from Python: three functions that return DataFrames."""

from collections.abc import Iterable

import pandas as pd

from comparisons.catalogue import describe, select
from comparisons.checking import check_all
from comparisons.plan import Plan
from comparisons.tables import Tables
from comparisons.timing import choose_modes, time_all


def concepts(*words: str) -> pd.DataFrame:
    """Return the concepts that there are, or those that the words name.

    words    families (``"linear"``) or concepts (``"recurrent.lstm"``, ``"lstm"``); none means all

    The columns are concept, family, name, kind, title and idea (the explanation with the equations).
    Raises Mistake, a ValueError, for a word that names nothing.
    """
    return pd.DataFrame([describe(name) for name in select(words)])


def check(
    *words: str,
    frameworks: Iterable[str] = (),
    dtypes: Iterable[str] = (),
    device: str = "cpu",
    threads: int | None = None,
    timeout: float = 120,
    seed: int = 0,
    quick: bool = False,
) -> pd.DataFrame:
    """Compare concepts in all their cases; return a row for every array of every answer.

    words        families or concepts; none means all
    frameworks   of ``scratch``, ``pytorch`` and ``keras``; none means all. Each answers in a process of its own
    dtypes       of ``float64`` and ``float32``; none means both
    device       ``cpu`` or ``cuda``
    threads      per framework; None means one a core
    timeout      seconds for one case
    seed         of the numbers that are drawn
    quick        the first case of each concept alone

    A row's ``units`` is its largest error in roundings of its dtype, ``allowed`` how many there may be, ``verdict``
    the judgement and ``reason`` a sentence where there is one to say. The truth is scratch in float64 on the same
    numbers, so scratch itself has rows in float32 alone.

    >>> from comparisons import check
    >>> check("dense", frameworks=["pytorch"], dtypes=["float64"]).verdict.unique()      # doctest: +SKIP
    array(['agrees'], dtype=object)
    """
    plan, tables = Plan.make(words, frameworks, dtypes, device, threads, timeout), Tables()
    workers = plan.workers()
    try:
        plan.start(workers)
        check_all(plan.names, workers, plan.dtypes, tables, seed, quick)
    finally:
        for worker in workers:
            worker.stop()
    return tables.frames()["checks"]


def measure(
    *words: str,
    frameworks: Iterable[str] = (),
    dtype: str = "float32",
    device: str = "cpu",
    threads: int | None = None,
    timeout: float = 120,
    rounds: int = 9,
    generations: int = 3,
    modes: str = "default",
) -> pd.DataFrame:
    """Time concepts at their timing size; return a row for every framework, mode and pass.

    rounds, generations    how many turns each job takes in how many generations of fresh processes
    modes                  ``default`` (eager, and Keras in a ``tf.function``), ``all`` (``torch.compile`` and XLA too),
                           or some with commas between them: ``eager,xla``

    Times are milliseconds a call (``median_ms``, quartiles ``q1_ms`` and ``q3_ms``); ``ratio`` is how many times longer
    than PyTorch eager, between ``ratio_low`` and ``ratio_high`` with 95 % confidence. ``first_call_ms`` is the first
    call's time, compilation and all; ``peak_mib`` the most memory that the framework's process has held. The other
    arguments are those of :func:`check`.
    """
    plan, tables = Plan.make(words, frameworks, [dtype], device, threads, timeout), Tables()
    time_all(plan.names, plan.workers, tables, dtype, rounds, generations, choose_modes(modes))
    return tables.frames()["timings"]
