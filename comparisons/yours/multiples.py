"""Arrays that are a multiple of the truth: a sum for a mean, a factor that is missing or there twice, a sign."""

import itertools
import math
from collections import defaultdict
from collections.abc import Iterable, Iterator

import numpy as np

from comparisons.judging.question import Question
from comparisons.judging.rounding import ALLOWED, units
from comparisons.yours.evidence import Evidence, Witness

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
        yield f"{', '.join(labels)} {verb} {text} times what scratch has", tuple(labels)


def _factor(evidence: Evidence, label: str) -> str:
    """Return what an array is multiplied by, in all cases, "" if by nothing that can be told."""
    asked = [each for each in [*evidence.witnesses, *evidence.later] if label in each.arrays]
    if max((each.arrays[label].size for each in asked), default=0) < 2:
        return ""  # one number is a multiple of any other
    for value, text in CONSTANTS.items():
        if all(_is_multiple(each, label, value) for each in asked):
            return text
    quantities = set.intersection(*(set(_quantities(each.question)) for each in asked))
    names = sorted(quantities, key=lambda name: (len(name), name))
    for above, below in itertools.permutations(["1", *names], 2):
        values = [_ratio(each.question, above, below) for each in asked]
        if len(set(values)) > 1 and all(map(_is_multiple, asked, [label] * len(asked), values)):
            return f"1 / {below}" if above == "1" else above if below == "1" else f"{above} / {below}"
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
