"""Drawing: what panels share is drawn once, and what is said beside it is said in words."""

import re

import numpy as np
import pytest
from matplotlib.patches import PathPatch
from matplotlib.path import Path

from reports.drawing import (
    EVERY,
    apart,
    around,
    drawing,
    legend,
    lines,
    note,
    once,
    roundings,
    together,
    words,
)


@pytest.fixture
def figure():
    with drawing("name", "A title", 5.2, 3) as (figure, svg):
        yield figure
        assert "$" not in svg()


def test_a_line_along_an_axis_has_one_number_and_goes_where_it_went():
    """Draw a square, a slope and a curve, and walk along what was written."""
    corners = [(0, 0), (1, 0), (1, 1), (0, 1), (0, 0)]
    with drawing("name", "A title", 2, 2) as (figure, svg):
        figure.set_layout_engine("none")
        axes = figure.add_axes((0, 0, 1, 1))
        axes.set(xlim=(-1, 2), ylim=(-1, 2))
        axes.set_axis_off()
        axes.add_patch(PathPatch(Path(corners, closed=True), facecolor="red"))
        axes.add_patch(PathPatch(Path([(0, 0), (1, 2)]), fill=False))
        axes.add_patch(PathPatch(Path([(0, 0), (1, 0), (1, 1)], [1, 3, 3]), fill=False))
        square, slope, curve = re.findall(r'<path d="([^"]*)"', svg())
    assert (square, slope, curve) == ("M48 96H96V48H48z", "M48 96L96 0", "M48 96Q96 96 96 48")


def test_panels_that_agree_are_drawn_once():
    x, eps = np.array([1.0, 4.0]), np.finfo("float64").eps
    assert list(together(dict(scratch=(x,), keras=(x * (1 + 20 * eps),)))) == [EVERY]
    assert list(together(dict(scratch=(x,), keras=(x * (1 + 40 * eps),)))) == ["scratch", "keras"]
    assert list(together(dict(scratch=(x,), keras=(x[:1],)))) == ["scratch", "keras"]
    assert list(together(dict(scratch=(x,)))) == ["scratch"]


def test_roundings_are_those_of_the_largest_number_or_of_another():
    truth = np.array([1.0, 8.0])
    off = truth + 8 * np.finfo("float64").eps
    assert roundings(truth, off).tolist() == [1, 1]
    assert roundings(truth, off, of=1.0).tolist() == [8, 8]
    assert roundings([np.inf, np.nan, 2], [np.inf, np.nan, 2]).tolist() == [0, 0, 0]


def test_a_legend_has_each_kind_of_line_once(figure):
    left, right = figure.subplots(1, 2)
    x = np.arange(3)
    same = dict(scratch=(x, x), pytorch=(x, x), keras=(x, x))
    legend(figure, [*lines(left, same), *lines(right, same), *lines(right, same | dict(keras=(x, 2 * x)))])
    (found,) = figure.legends
    assert [text.get_text() for text in found.get_texts()] == [
        "all three panels",
        "Scratch",
        "PyTorch",
        "Keras",
    ]


def test_how_far_panels_are_apart_stands_in_plain_numbers(figure):
    axes, x = figure.subplots(), np.arange(1.0, 5)
    apart(axes, dict(scratch=(x, x), keras=(x, x + 1e-9 * x)))
    figure.canvas.draw()
    assert {"10", "100", "10⁵"} <= {label.get_text() for label in axes.get_yticklabels()}


def test_a_note_leads_away_from_its_point(figure):
    axes = figure.subplots()
    assert note(axes, "above", (0, 0), up=3).get_va() == "bottom"
    assert note(axes, "to the left", (0, 0), across=-3).get_ha() == "right"


def test_what_panels_say_alike_is_said_once():
    assert once(["0.5", "0.5", "0.5"]) == "0.5"
    assert once(["0.5", "0.6", "0.5"]) == "0.5/0.6"


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("activations.leaky_relu", "leaky ReLU"),
        ("relu6", "ReLU6"),
        ("gelu_tanh", "GELU tanh"),
        ("hard_silu", "hard SiLU"),
        ("two_clouds", "two clouds"),
        ("breast_cancer", "breast cancer"),
    ],
)
def test_raw_names_are_said_in_words(name, said):
    assert words(name) == said


def test_an_axis_has_room_around_what_is_positive():
    low, high = around(np.array([0.0, 1.0]), np.array([[100.0]]), room=0.5)
    assert (low, high) == pytest.approx((0.1, 1000))
