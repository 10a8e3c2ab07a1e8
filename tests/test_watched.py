"""Nothing that scratch computes escapes the watch, and what might do so is refused aloud."""

import sys
from types import SimpleNamespace

import numpy as np
import pytest

from comparisons.catalogue import load, names
from comparisons.errors import Mistake
from comparisons.rounding import Disturbed, disturbed_margins
from comparisons.watched import Watched


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
    question = concept.ask(concept.cases[0])
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
    question = concept.ask(concept.cases[0])
    followed, runs = disturbed_margins(question)
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
