"""Layouts that fit are found: axes in another order, parts of a weight, several weights for one array."""

import numpy as np
import pytest

from comparisons.declaring.catalogue import load
from comparisons.declaring.layout import Layout
from comparisons.judging.question import Question
from comparisons.yours.layouts import assignments
from comparisons.yours.patterns import by_shape
from comparisons.yours.places import Place, places

LSTM = Question.draw(load("recurrent.lstm"), dict(n=3, t=5, i=4, h=6))


@pytest.mark.parametrize(
    ("ours", "theirs", "patterns"),
    [
        ((2, 3), (2, 3), [""]),
        ((2, 3), (3, 2), ["a b -> b a"]),
        ((3, 3), (3, 3), ["a b -> b a", ""]),
        ((4,), (1, 4), ["a -> 1 a"]),
        ((), (1, 1), ["-> 1 1"]),
        ((2, 3), (6,), []),
    ],
)
def test_patterns_are_found_by_shape(ours, theirs, patterns):
    assert list(by_shape(ours, theirs)) == patterns
    for pattern in filter(None, patterns):
        assert Layout.parse(pattern).to(np.zeros(ours)).shape == theirs


def found(weights):
    """Return the texts of the first assignment in the order of the gates as they are."""
    options = places(LSTM.concept, LSTM, weights, ["U", "W", "b"])
    first = next(assignments(options, list(weights)))
    return {name: place.text() for name, place in first.items()}


def test_a_cell_that_is_fed_both_at_once():
    assert found({"cell.weight": (24, 10), "cell.bias": (24,)}) == dict(
        U="cell.weight[:, :h]: h k -> k h", W="cell.weight[:, h:]: i k -> k i", b="cell.bias"
    )


def test_a_layer_for_each_gate():
    weights = {
        f"{gate}.{kind}": shape for gate in "ifgo" for kind, shape in (("weight", (6, 4)), ("bias", (6,)))
    }
    weights |= {f"h{gate}.weight": (6, 6) for gate in "ifgo"}
    assert found(weights) == dict(
        W="i.weight, f.weight, g.weight, o.weight: i k -> k i",
        U="hi.weight, hf.weight, hg.weight, ho.weight: h k -> k h",
        b="i.bias, f.bias, g.bias, o.bias",
    )


def test_a_bias_too_many_is_added():
    weights = {"x.weight": (24, 4), "x.bias": (24,), "h.weight": (24, 6), "h.bias": (24,)}
    assert found(weights)["b"] == "x.bias + h.bias"


def test_gates_in_another_order():
    place = Place("W", "kernel", axes=2)
    assert place.text((1, 0, 2, 3)) == "kernel: a [g0 g1 g2 g3] -> a [g1 g0 g2 g3]"
    assert Place("W", "a | b", axes=2).text((1, 0)) == "b | a"


def test_every_layout_that_is_found_holds_the_whole_array():
    options = places(LSTM.concept, LSTM, {"cell": (10, 24)}, ["W"])
    for place in options["W"]:
        layout = Layout.parse(place.text())
        weight = np.zeros((10, 24))
        layout.part(weight, **LSTM.offered)[...] = layout.to(LSTM.arrays["W"], **LSTM.offered)
        back = layout.back(layout.part(weight, **LSTM.offered), **LSTM.offered)
        assert np.array_equal(back, LSTM.arrays["W"])
