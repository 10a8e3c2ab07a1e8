"""Every array of every concept, dropped, cast, reshaped, bent or given for another: the law notices, and names it.

Nothing here is a list of examples: arrays are those that a concept has, and each is bent in every way. What a bend
leaves as it is to within what numbers of that size mean, such as zeros that are negated, is no mistake, and left out.
"""

from collections.abc import Callable
from dataclasses import dataclass, fields
from itertools import islice

import numpy as np
import pytest

from comparisons.declaring.catalogue import load, names
from comparisons.judging.agreement import FAILS, compare
from comparisons.judging.answering import Answer
from comparisons.judging.precision import DTYPES
from comparisons.judging.question import Question

#: Bends of an array itself.
#: Beyond as many arrays not every one is taken for every other, nor does everything happen to each.
MANY = 8

VALUES = {
    "negated": lambda a: -a,
    "doubled": lambda a: 2 * a,
    "a thousandth off": lambda a: a * a.dtype.type(1.001),
    "permuted": lambda a: np.roll(a, 1),
    "reversed": lambda a: np.flip(a),
    "zeroed": lambda a: np.zeros_like(a),
    "shifted": lambda a: a + a.dtype.type(1),
    "no number": lambda a: np.full_like(a, np.nan),
    "infinite": lambda a: np.full_like(a, np.inf),
    "in half precision": lambda a: a.astype("float16").astype(a.dtype),
}
SHAPES = {
    "with an axis more": lambda a: a[None],
    "without its last entry": lambda a: a.reshape(-1)[:-1],
    "with an entry more": lambda a: np.append(a, a.dtype.type(0)),
    "transposed": lambda a: a.T,
}
CASTS = ("float16", "float32", "float64", "longdouble", "complex128", "int64", "bool")


def bends(label, arrays, dtype, scale):
    """Yield (what was done, the bent arrays by label) for every bend of one array that leaves a mistake."""
    array = arrays[label]
    rest = {name: other for name, other in arrays.items() if name != label}
    yield "dropped", rest
    yield "one too many", arrays | {f"{label}_too": array}
    for other, another in islice(rest.items(), MANY):
        if another.shape != array.shape or not same(another, array, scale):
            yield f"{other} given for it", arrays | {label: another}
    for cast in CASTS:
        if cast != dtype:
            with np.errstate(all="ignore"):
                yield f"as {cast}", arrays | {label: array.astype(cast)}
    for what, bend in SHAPES.items():
        if bend(array).shape != array.shape:
            yield what, arrays | {label: bend(array)}
    for what, bend in VALUES.items():
        with np.errstate(all="ignore"):
            bent = bend(array)
        if not same(bent, array, scale):
            yield what, arrays | {label: bent}


def same(bent, array, scale):
    """Return whether two arrays are the same number by number, as far as numbers of that scale mean anything."""
    with np.errstate(all="ignore"):
        near = np.abs(bent - array) <= 1e-5 * scale
    return bool(np.all(near | (bent == array)))


def packed(question, arrays, drawn):
    """Return an answer with these arrays by label; what scratch does not know of is an output."""
    gradients = {label.removeprefix("d"): array for label, array in arrays.items() if label in question.owed}
    outputs = {label: array for label, array in arrays.items() if label not in question.owed}
    return Answer(outputs, gradients, drawn)


def arrays_of(question):
    return {label: array for label, (*_, array) in question.answer.labelled().items()}


#: Every concept in one dtype, whose turn it is: what notices is the same law in both.
IN_TURN = [(name, DTYPES[number % len(DTYPES)]) for number, name in enumerate(names())]


@pytest.mark.parametrize(("name", "dtype"), IN_TURN)
def test_every_bend_of_every_array_of_an_answer_is_noticed_and_named(name, dtype):
    concept = load(name)
    question = Question.draw(concept, concept.cases[0], dtype)
    arrays, scale, tried = arrays_of(question), question.scales, 0
    drawn = question.answer.drawn
    right = {who: compare(question, packed(question, arrays, drawn), who) for who in ("pytorch", "scratch")}
    good = [who for who, checks in right.items() if FAILS not in {each.verdict for each in checks}]
    assert "scratch" in good, "and PyTorch, unless it is declared to differ here"
    for label in arrays:
        for what, bent in bends(label, arrays, dtype, scale[label]):
            failed = {
                each.label
                for each in compare(question, packed(question, bent, drawn), good[0])
                if each.verdict == FAILS
            }
            assert failed == {f"{label}_too" if what == "one too many" else label}, f"{label} {what}"
            tried += 1
    assert tried >= 10 * len(arrays)


@dataclass(frozen=True)
class Lying(Question):
    """A question to a scratch that bends its answer, by scales that were found before."""

    lie: Callable = dict

    @classmethod
    def about(cls, question, lie):
        """Return the question, put to this liar."""
        lying = cls(
            **{each.name: getattr(question, each.name) for each in fields(question) if each.init}, lie=lie
        )
        of_all = {f"{label}{too}": scale for label, scale in question.scales.items() for too in ("", "_too")}
        known = dict.fromkeys(("scales", "scales_at_a_glance", "scales_in_doubt"), of_all)
        lying.__dict__.update(known, margins=question.margins, margins_disturbed=question.margins_disturbed)
        return lying

    def answer_from(self, arrays, kind=np.ndarray):
        answer = super().answer_from(arrays, kind)
        arrays = {label: array for label, (*_, array) in answer.labelled().items()}
        return packed(self, self.lie(arrays), answer.drawn)


@pytest.mark.parametrize("name", names())
def test_every_array_that_scratch_drops_or_bends_is_noticed_and_named(name):
    concept = load(name)
    question = Question.draw(concept, concept.cases[0])
    arrays = arrays_of(question)
    for number, label in enumerate(arrays):
        for what, lie in in_turn(LIES, number, arrays).items():
            lying = Lying.about(question, lambda arrays, lie=lie, label=label: lie(arrays, label))
            checks = compare(lying, question.answer, "pytorch")
            failed = {each.label for each in checks if each.verdict == FAILS}
            blamed = f"{label}_too" if what == "one too many" else label
            zero = what == "negated" and same(-arrays[label], arrays[label], question.scales[label])
            assert blamed in failed or zero, f"{label} {what}"


def in_turn(lies, number, arrays):
    """Return all lies; where there are many arrays, only the one whose turn it is with this one."""
    return lies if len(arrays) <= MANY else dict([list(lies.items())[number % len(lies)]])


#: What a scratch may do to one array of its answer.
LIES = {
    "dropped": lambda arrays, label: {name: array for name, array in arrays.items() if name != label},
    "one too many": lambda arrays, label: arrays | {f"{label}_too": arrays[label]},
    "negated": lambda arrays, label: arrays | {label: -arrays[label]},
    "with an axis more": lambda arrays, label: arrays | {label: arrays[label][None]},
}
