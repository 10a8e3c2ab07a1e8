"""Arrays that are a multiple of the truth: a sum for a mean, a factor that is missing or there twice, a sign."""

import itertools
import math
from collections import defaultdict
from collections.abc import Iterable, Iterator

import numpy as np

from comparisons.judging.precision import ALLOWED
from comparisons.judging.question import Question
from comparisons.judging.rounding import units
from comparisons.mistakes.evidence import Evidence, Witness

#: Constants that people forget or use twice, and what they are called.
CONSTANTS = {-1.0: "−1", 2.0: "2", 0.5: "1/2", -2.0: "−2", -0.5: "−1/2", 0.0: "0", 4.0: "4", 0.25: "1/4"}


def multiples(evidence: Evidence, wrong: Iterable[str]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield (text, labels): how many times the truth arrays are, by the law, the same in all cases or told by sizes."""
    told = defaultdict(list)
    for label in sorted(wrong):
        if text := _factor(evidence, label):
            told[text].append(label)
    for text, labels in told.items():
        verb = "is" if len(labels) == 1 else "are"
        times, where = text.partition(" (where ")[::2]
        where = f", where {where.removesuffix(')')}" if where else ""
        yield f"{', '.join(labels)} {verb} {times} times what scratch has{where}", tuple(labels)


def _factor(evidence: Evidence, label: str) -> str:
    """Return what an array is multiplied by, in all cases in which it is wrong, "" if by nothing that can be told."""
    asked = [each for each in [*evidence.witnesses, *evidence.later] if label in each.arrays]
    several = max((each.arrays[label].size for each in asked), default=0) > 1
    for value, text in CONSTANTS.items():
        if several and all(_is_multiple(each, label, value) for each in asked):
            return text
    wrong, right = (
        [each for each in asked if label in each.wrong],
        [each for each in asked if label not in each.wrong],
    )
    quantities = set.intersection(*(set(_quantities(each.question)) for each in asked))
    names = sorted(quantities, key=lambda name: (len(name), name))
    for above, below in itertools.permutations(["1", *names], 2):
        values = [_ratio(each.question, above, below) for each in wrong]
        # One number is a multiple of any other: of such it takes several, and several factors.
        if len(set(values)) <= 1 or not all(map(_is_multiple, wrong, [label] * len(wrong), values)):
            continue
        other = [each for each in right if not _is_multiple(each, label, _ratio(each.question, above, below))]
        where = _where(wrong, other) if other else ""
        if where or not other:
            told = f"1 / {below}" if above == "1" else above if below == "1" else f"{above} / {below}"
            return told + where
    return ""


def _where(wrong: list[Witness], right: list[Witness]) -> str:
    """Return which setting tells wrong cases from right ones, "" if none does."""
    for name, value in wrong[0].question.settings.items():
        alike = all(each.question.settings[name] == value for each in wrong)
        if alike and all(each.question.settings[name] != value for each in right):
            return f" (where {name} is {value!r})"
    return ""


def _is_multiple(witness: Witness, label: str, factor: float) -> bool:
    array, truth = witness.arrays[label], witness.question.truth.labelled().get(label, (0, 0, None))[2]
    if truth is None or truth.shape != array.shape or not math.isfinite(factor):
        return False
    # At first sight; what each entry is relative to takes some runs.
    if not np.allclose(
        array, factor * truth, rtol=1e-3, atol=1e-6 * np.max(np.abs(truth), initial=0.0), equal_nan=True
    ):
        return False
    scale = max(abs(factor), float(np.finfo(array.dtype).tiny)) * witness.question.scales[label]
    far = units(array, factor * truth, witness.question.dtype, scale)
    return bool(np.max(far, initial=0.0) <= ALLOWED)


def _quantities(question: Question) -> dict[str, float]:
    """Return the numbers of a question by name: sizes, settings, how many entries its outputs and inputs have."""
    whole = {name: np.asarray(size) for name, size in question.sizes.items()}
    known = {name: float(np.prod(size)) for name, size in whole.items() if size.dtype.kind == "i"}
    settings = question.settings.items()
    known |= {n: float(v) for n, v in settings if isinstance(v, int | float) and not isinstance(v, bool)}
    entries = question.arrays | question.truth.outputs
    known |= {f"the {name}'s number": float(np.size(each)) for name, each in entries.items() if np.size(each)}
    for name, argument in question.arguments.items():
        if (array := question.arrays[name]).ndim > 1:
            known[f"{'·'.join(argument.axes[:-1])}"] = float(np.prod(array.shape[:-1]))
    return known


def _ratio(question: Question, above: str, below: str) -> float:
    known = _quantities(question) | {"1": 1.0}
    return known[above] / known[below] if known[below] else math.nan
