"""Nothing that scratch computes escapes the watch, and what might do so is refused aloud."""

import sys
from types import SimpleNamespace

import numpy as np
import pytest

from comparisons.declaring.catalogue import load, names
from comparisons.errors import Mistake
from comparisons.judging.question import Question
from comparisons.judging.rounding import Disturbed
from comparisons.judging.watched import TRANSPARENT, Watched


def seen(question, base=Watched, **settings):
    """Return the names of all operations that were seen on the way to an answer."""
    operations = []

    class Named(base):
        def seen(self, operation, result):
            operations.append(operation.name)
            return super().seen(operation, result)

    vars_of = type("Named", (Named,), settings)
    with np.errstate(all="ignore"):
        question.answer_from(question.wide, vars_of)
    return operations, vars_of


@pytest.mark.parametrize("name", names())
def test_what_scratch_makes_room_for_is_computed_in_sight(name, monkeypatch):
    """If arrays that scratch makes itself are watched from the start, not one operation more is seen."""
    concept = load(name)
    question = Question.draw(concept, concept.cases[0])
    watched, kind = seen(question)

    def made(function):
        def make(*arguments, **settings):
            array = function(*arguments, **settings)
            return array.view(kind) if array.dtype.kind == "f" else array

        return make

    rooms = {
        room: made(getattr(np, room))
        for room in ("zeros", "ones", "empty", "full", "eye", "linspace", "arange")
    }
    everything = SimpleNamespace(**vars(np) | rooms)
    for module in [name for name in sys.modules if name.startswith("scratch.")]:
        if hasattr(sys.modules[module], "np"):
            monkeypatch.setattr(sys.modules[module], "np", everything)
    operations = []
    kind.seen = lambda self, operation, result: operations.append(operation.name) or result
    question.answer_from(question.wide, kind)
    assert sorted(operations) == sorted(watched)


@pytest.mark.parametrize("name", names())
def test_a_disturbed_run_takes_the_same_steps(name):
    concept = load(name)
    question = Question.draw(concept, concept.cases[0])
    followed, runs = question.margins, question.margins_disturbed
    assert {len(run) for run in runs} == {len(followed)}
    disturbed, _ = seen(question, Disturbed, followed=followed, count=[0])
    assert disturbed == seen(question)[0]


@pytest.mark.parametrize(
    "compute",
    [
        lambda x: np.convolve(x, x),
        lambda x: np.dot(x, x),
        lambda x: x.dot(x),
        lambda x: np.linalg.norm(x),
        lambda x: np.interp(x, x, x),
        lambda x: np.multiply.at(x, [0], x[:1]),
    ],
)
def test_what_computes_out_of_sight_is_refused(compute):
    with pytest.raises(Mistake, match="out of sight"):
        compute(np.ones(3).view(Watched))


def test_numbers_without_axes_stay_in_sight():
    operations = []
    kind = type(
        "Named",
        (Watched,),
        dict(seen=lambda self, operation, result: operations.append(operation.name) or result),
    )
    number = np.ones(3).view(kind) @ np.ones(3)
    _ = (number + 1) * 2
    assert operations == ["matmul", "add", "multiply"]


#: What computes, of what is let through: what one sees of it.
SEEN = {
    "mean": ("add.reduce", "divide"),
    "std": ("add.reduce", "subtract", "sqrt"),
    "var": ("add.reduce", "subtract", "divide"),
    "sum": ("add.reduce",),
    "prod": ("multiply.reduce",),
    "cumsum": ("add.accumulate",),
    "cumprod": ("multiply.accumulate",),
    "diff": ("subtract",),
    "ptp": ("subtract",),
    "around": ("rint",),
    "max": ("maximum.reduce",),
    "min": ("minimum.reduce",),
}

#: How to call what takes more than an array.
CALLS = {
    "broadcast_to": lambda f, x: f(x, (2, *x.shape)), "compress": lambda f, x: f([True, False, True], x),
    "copyto": lambda f, x: f(x.copy(), x), "expand_dims": lambda f, x: f(x, 0),
    "fill_diagonal": lambda f, x: f(x.reshape(2, 2).copy(), 1.0), "full_like": lambda f, x: f(x, 1.0),
    "moveaxis": lambda f, x: f(x[None], 0, 1), "permute_dims": lambda f, x: f(x, (0,)),
    "put_along_axis": lambda f, x: f(x.copy(), np.array([1]), 1.0, 0), "reshape": lambda f, x: f(x, (2, 2)),
    "searchsorted": lambda f, x: f(x, 1.0), "swapaxes": lambda f, x: f(x[None], 0, 1),
    "take": lambda f, x: f(x, [1, 2]), "take_along_axis": lambda f, x: f(x, np.array([1, 2])),
    "vsplit": lambda f, x: f(x[:, None], 2),
} | dict.fromkeys(
    ("array_split", "hsplit", "pad", "partition", "repeat", "roll", "split", "tile"), lambda f, x: f(x, 2)
) | dict.fromkeys(
    ("block", "column_stack", "concatenate", "dstack", "hstack", "stack", "vstack"), lambda f, x: f([x, x])
) | dict.fromkeys(
    ("append", "array_equal"), lambda f, x: f(x, x)
) | dict.fromkeys(
    ("diagonal", "fliplr", "flipud", "matrix_transpose", "rot90", "tril", "triu"), lambda f, x: f(x.reshape(2, 2))
) | dict.fromkeys(
    ("dsplit", "rollaxis"), lambda f, x: f(x[None, None], 2)
)  # fmt: skip


def let_through(name):
    """Return what a function of NumPy makes of watched numbers, and the operations that were seen."""
    operations = []
    kind = type(
        "Named",
        (Watched,),
        dict(seen=lambda self, operation, result: operations.append(operation.name) or result),
    )
    array = np.array([3.0, 1.25, -2.5, 1.25]).view(kind)
    call = CALLS.get(name, lambda function, array: function(array))
    return call(getattr(np, name), array), operations


@pytest.mark.parametrize("name", SEEN)
def test_what_computes_is_seen_to_compute(name):
    _, operations = let_through(name)
    assert set(SEEN[name]) <= set(operations)


@pytest.mark.parametrize("name", sorted(TRANSPARENT - {*SEEN, "clip", "isclose", "sliding_window_view"}))
def test_what_computes_nothing_only_moves_numbers(name):
    result, operations = let_through(name)
    assert operations == []
    for array in result if isinstance(result, tuple | list) else [result]:
        if isinstance(array, np.ndarray) and array.dtype.kind == "f" and name != "empty_like":
            assert set(np.ravel(array).tolist()) <= {3.0, 1.25, -2.5, 0.0, 1.0}


def test_a_plain_array_is_watched_from_the_first_number_on_that_is_computed_into_it():
    plain = np.array([True, False]).astype("float64")
    plain *= np.array([2.0, 3.0]).view(Watched)
    assert isinstance(plain, Watched) and plain.tolist() == [2.0, 0.0]
