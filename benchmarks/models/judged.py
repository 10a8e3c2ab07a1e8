"""What a benchmark asks of the diagnosis: one run of align, and whether it caught, placed and explained a mistake.

Seconds are those of the processor, all threads together, so that a busy machine counts no more than an idle one.
"""

import time
from dataclasses import dataclass

import triptych
from benchmarks.models.planted import Planted, pair


@dataclass(frozen=True)
class Judged:
    """How the diagnosis did with one mistake; ``first`` is what it said first, ``trouble`` what broke."""

    mistake: Planted
    caught: bool = False
    placed: bool = False
    explained: bool = False
    proven: bool = False
    first: str = ""
    trouble: str = ""
    seconds: float = 0.0


@dataclass(frozen=True)
class Right:
    """What the diagnosis said of a right pair; ``alarm`` is "" if nothing."""

    pair: str
    seed: int
    ported: bool
    alarm: str = ""
    worst: float = 0.0
    seconds: float = 0.0


def judge(mistake: Planted, seed: int) -> Judged:
    """Plant a mistake, align, and hold the first finding against what was planted."""
    begun = time.process_time()
    try:
        torch_model, keras_model, inputs, carry = mistake.module().build(seed)
        if mistake.carried:
            carry(torch_model, keras_model)
        report = triptych.align(torch_model, keras_model, inputs)
    except Exception as error:
        return Judged(
            mistake, trouble=f"{type(error).__name__}: {error}"[:300], seconds=time.process_time() - begun
        )
    seconds = time.process_time() - begun
    if report.agrees:
        return Judged(mistake, seconds=seconds)
    row = report.findings.iloc[0]
    said = f"{row.what}: {row.keras} ← {row.pytorch}: {row.why}"
    placed = mistake.placed(row.keras, row.pytorch)
    explained = not row.why.startswith("not explained") and mistake.explained(row.why)
    return Judged(mistake, True, placed, explained, bool(row.proven), said, seconds=seconds)


def hold(name: str, seed: int, ported: bool) -> Right:
    """Align a right pair, whose weights are ported by hand or left for align to carry."""
    torch_model, keras_model, inputs, carry = pair(name).build(seed)
    if ported:
        carry(torch_model, keras_model)
    begun = time.process_time()
    try:
        report = triptych.align(torch_model, keras_model, inputs)
    except Exception as error:
        return Right(
            name, seed, ported, f"{type(error).__name__}: {error}"[:300], seconds=time.process_time() - begun
        )
    alarm = "" if report.agrees else str(report)
    worst = float(report.pairs.output.max()) if len(report.pairs) else 0.0
    return Right(name, seed, ported, alarm, worst, time.process_time() - begun)
