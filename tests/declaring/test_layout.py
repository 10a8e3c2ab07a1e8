"""A layout only permutes entries, its way back is its inverse and its transpose, and a mistyped one says so."""

import re

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comparisons.declaring.catalogue import load, names
from comparisons.declaring.layout import Layout, members
from comparisons.errors import Mistake


def layouts_in_use():
    texts = {
        text for name in names() for each in (load(name).pytorch, load(name).keras) for text in each.values()
    }
    return sorted(
        texts
        | {
            "a + b/c: i k -> k i",
            "kernel: i [r z g] -> i [z r g]",
            "query/kernel: d (m k) -> d m k",
            "n h w c -> n c h w",
        }
    )


@st.composite
def arrays_for(draw, layout):
    """Draw an array that fits our side of a layout, and the sizes of its axes."""
    sizes, shape = {}, []
    for token in re.findall(r"\[[^\]]*\]|\([^)]*\)|\S+", layout.ours):
        axes = re.findall(r"[A-Za-z]\w*", token)
        for axis in axes:
            sizes.setdefault(axis, draw(st.integers(1, 4)))
        if token.startswith("["):
            shape.append(len(axes) * draw(st.integers(1, 3)))
        else:
            shape.append(int(np.prod([sizes[axis] for axis in axes])))
    return np.random.default_rng(draw(st.integers(0, 99))).standard_normal(shape), sizes


@pytest.mark.parametrize("text", layouts_in_use())
@settings(max_examples=25, deadline=None)
@given(data=st.data())
def test_a_layout_permutes_and_its_way_back_is_inverse_and_transpose(text, data):
    layout = Layout.parse(text)
    if not layout.ours and not layout.theirs:
        ours, sizes = np.arange(6.0).reshape(2, 3), {}
    else:
        ours, sizes = data.draw(arrays_for(layout))
    theirs = layout.to(ours, **sizes)
    assert np.array_equal(np.sort(theirs, axis=None), np.sort(ours, axis=None))
    assert np.array_equal(layout.back(theirs, **sizes), ours)
    other = np.random.default_rng(1).standard_normal(theirs.shape)
    assert np.sum(theirs * other) == pytest.approx(
        np.sum(ours * layout.back(other, **sizes)), rel=1e-12, abs=1e-12
    )


def test_blocks_change_their_order():
    layout = Layout.parse("kernel: i [r z g] -> i [z r g]")
    assert layout.to(np.array([[1, 2, 3]])).tolist() == [[2, 1, 3]]
    assert layout.back(np.array([[2, 1, 3]])).tolist() == [[1, 2, 3]]


def test_parts_are_views_of_the_weight():
    weight = np.zeros((6, 2))
    Layout.parse("in_proj_weight[1/3]").part(weight)[...] = 1
    Layout.parse("bias[5]").part(weight)[...] = 2
    assert weight[:, 0].tolist() == [0, 0, 1, 1, 0, 2]


def test_a_part_of_a_weight_is_said_as_in_numpy():
    layout, weight = Layout.parse("cell.weight[:, i:2*i+1]: i k -> k i"), np.arange(24.0).reshape(2, 12)
    assert layout.slices == ":, i:2*i+1" and layout.address == "cell.weight"
    part = layout.part(weight, i=4)
    assert np.array_equal(part, weight[:, 4:9]) and np.shares_memory(part, weight)
    with pytest.raises(NameError):
        layout.part(weight)


@pytest.mark.parametrize(("text", "axis"), [("a.w, b.w, c.w: i k -> k i", 0), ("a | b | c", -1)])
def test_several_weights_hold_an_array_together(text, axis):
    layout, array = Layout.parse(text), np.arange(24.0).reshape(4, 6)
    theirs = layout.to(array)
    pieces = layout.pieces(theirs)
    assert len(pieces) == len(members(layout.address, bool)) == 3
    assert np.array_equal(pieces[1], np.split(theirs, 3, axis)[1])
    assert np.array_equal(layout.back(layout.joined(pieces)), array)


@pytest.mark.parametrize(
    "text",
    [
        "cell.weight[:, :i]: i k -> k i",
        "a, b[h:]: i k -> k i",
        "a.b | c.b",
        "a, b + c, d",
        "bias[1]",
        "w[0/3]",
    ],
)
def test_a_layout_is_written_as_it_is_read(text):
    assert str(Layout.parse(text)) == text


def test_a_sum_names_all_of_its_weights():
    layout = Layout.parse("bias_ih_l0 +bias_hh_l0")
    assert layout.addresses == ("bias_ih_l0", "bias_hh_l0") and str(layout) == "bias_ih_l0 + bias_hh_l0"
    assert Layout.parse("bias").addresses == ("bias",)


def test_of_several_places_the_first_that_a_model_has_is_taken():
    text = "in_proj[0/3] or q_proj or q.weight: i o -> o i"
    layout = Layout.parse(text)
    assert str(layout) == text and layout.address == "in_proj"
    for has, taken in (({"in_proj", "q_proj"}, "in_proj[0/3]"), ({"q_proj"}, "q_proj"), ({}, "q.weight")):
        assert str(layout.among(has.__contains__)).startswith(taken)
    one = layout.among({"q_proj"}.__contains__)
    assert (one.ours, one.theirs, one.parts) == ("i o", "o i", None)
    with pytest.raises(Mistake, match="'q proj' is no address"):
        Layout.parse("in_proj or q proj: i o -> o i")


def test_a_series_is_counted_until_a_model_has_no_more():
    layout = Layout.parse("bias_ih_l{1..} + bias_hh_l{1..}: l k -> l k")
    assert layout.is_series and str(layout) == "bias_ih_l{1..} + bias_hh_l{1..}: l k -> l k"
    assert layout.addresses == ("bias_ih_l{1..}", "bias_hh_l{1..}")
    has = {"bias_ih_l0", "bias_ih_l1", "bias_ih_l2", "bias_ih_l4"}.__contains__
    assert members(layout.address, has) == ["bias_ih_l1", "bias_ih_l2"]
    assert members("layer_{5..}/kernel", has) == []
    layers = np.arange(6).reshape(3, 2)
    assert np.array_equal(layout.joined(layout.pieces(layers)), layers) and len(layout.pieces(layers)) == 3
    alone = Layout.parse("weight")
    assert not alone.is_series and members("weight", has) == ["weight"]
    assert alone.joined(alone.pieces(layers)) is layers


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("weight_l{0}: l k -> l k", "is no address"),
        ("weight: i k > k i", "has no arrow"),
        ("weight: i k -> k j", "axis i, j does not stand once on either side"),
        ("weight: i i -> i i", "Repeat|repeat|Duplicate|duplicate"),
        ("weight:", "nothing follows the colon"),
        ("in proj: i k -> k i", "'in proj' is no address"),
        ("weight + : i k -> k i", "is no address; write name, .* or name \\+ name"),
        ("weight[3/3]", "part 3 of 3 does not exist"),
        ("kernel: i [r z] -> i r z", "blocks \\[r z\\] stand on one side only"),
        ("weight: (i k -> k i", "(?i)bracket|parenthes|incorrect|layout"),
        ("", "nothing|no address|write"),
    ],
)
def test_a_mistyped_layout_says_what_is_wrong(text, says):
    with pytest.raises(Mistake, match=says) as caught:
        Layout.parse(text)
    assert "\n" not in str(caught.value)


def test_what_a_framework_does_not_keep_is_nowhere():
    assert Layout.parse("nowhere").nowhere and str(Layout.parse("nowhere")) == "nowhere"
    assert not Layout.parse("weight").nowhere and not Layout.parse("n c -> c n").nowhere
