"""The gate knows arrays that may be absent, yes and no, numbers allowed besides, and settings of several kinds."""

from typing import Literal

import numpy as np
import pytest

from scratch.checked import checked
from scratch.signature import Bool, ByAxis, BySide, Float, Int, Natural, Run

X = np.ones((2, 3))


@checked
def told(
    x: Float["n k"],
    mask: Bool["n k"] | None = None,
    ids: Int["n", "k", "ignored"] | None = None,
    *,
    stride: ByAxis = 1,
    padding: BySide = 0,
    reduction: Literal["mean", "sum"] = "mean",
    axis=-1,
    places: tuple[Natural, ...] = (1, 2),
    ignored: int | None = None,
) -> Run:
    return dict(
        mask=mask,
        ids=ids,
        stride=stride,
        padding=padding,
        reduction=reduction,
        axis=axis,
        ignored=ignored,
        places=places,
    )


@pytest.mark.parametrize(
    ("name", "given", "becomes"),
    [
        ("mask", None, None),
        ("mask", [[True, False, True]] * 2, np.array([[True, False, True]] * 2)),
        ("mask", [[1, 0, 1]] * 2, np.array([[True, False, True]] * 2)),
        ("stride", 2, 2),
        ("stride", (2, 1), (2, 1)),
        ("stride", [2, 1], (2, 1)),
        ("stride", np.array([2, 1]), (2, 1)),
        ("padding", ((0, 1), (2, 2)), ((0, 1), (2, 2))),
        ("padding", "same", "same"),
        ("reduction", np.str_("sum"), "sum"),
        ("axis", -2, -2),
        ("places", [3], (3,)),
        ("places", (), ()),
        ("ignored", None, None),
    ],
)
def test_what_is_of_an_allowed_kind_is_admitted(name, given, becomes):
    got = told(X, **{name: given})[name]
    assert np.array_equal(got, becomes) and type(got) is type(becomes)


@pytest.mark.parametrize(
    ("name", "given", "error", "says"),
    [
        ("mask", X, TypeError, "mask is float64; allowed are True and False"),
        (
            "mask",
            [[0, 1, 0], [1, 2, 1]],
            ValueError,
            "mask holds 2 at [1, 1]; allowed are True and False, 1 and 0",
        ),
        ("mask", np.ones((2, 4), bool), ValueError, "mask has the shape (2, 4)"),
        ("ids", [0, -100], ValueError, "ids holds -100 at [1]; allowed are 0 to 2 (k = 3)"),
        ("stride", 0, ValueError, "stride is 0; allowed are whole numbers from 1, 2 of these"),
        ("stride", (1, 0), ValueError, "stride is (1, 0); allowed are whole numbers from 1, 2 of these"),
        ("stride", (1, 2, 3), TypeError, "stride is (1, 2, 3); allowed are"),
        ("stride", (1, 1.0), TypeError, "stride is (1, 1.0); allowed are"),
        (
            "padding",
            -1,
            ValueError,
            "padding is -1; allowed are whole numbers from 0, 2 of these, 2 pairs of these,",
        ),
        (
            "padding",
            "sane",
            ValueError,
            "padding is 'sane'; allowed are whole numbers from 0, 2 of these, 2 pairs",
        ),
        (
            "reduction",
            "som",
            ValueError,
            "reduction is 'som'; allowed are 'mean' and 'sum'; did you mean 'sum'?",
        ),
        ("places", (1, 0), ValueError, "places is (1, 0); allowed are any number of whole numbers from 1"),
        ("places", 1, TypeError, "places is 1; allowed are any number of whole numbers from 1"),
        ("reduction", 1, TypeError, "reduction is 1; allowed are 'mean' and 'sum'"),
        ("ignored", 1.0, TypeError, "ignored is 1.0; allowed are whole numbers, None"),
    ],
)
def test_what_is_not_is_refused_in_one_line(name, given, error, says):
    with pytest.raises(error) as caught:
        told(X, **{name: given})
    assert str(caught.value).startswith("test_gate_kinds.told: " + says)


def test_a_label_that_a_setting_names_is_allowed_besides():
    assert told(X, ids=[0, -100], ignored=-100)["ids"].tolist() == [0, -100]
    with pytest.raises(ValueError, match=r"ids holds -1 at \[0\]; allowed are 0 to 2 \(k = 3\), and -100"):
        told(X, ids=[-1, -100], ignored=-100)


def test_a_required_array_is_never_absent():
    with pytest.raises(TypeError, match="told: x is missing; it takes x, mask, ids"):
        told(mask=None)
    with pytest.raises(TypeError, match="told: x is object; allowed are"):
        told(None)


@checked
def across(
    x: Float["t d"], W: Float["e 2*d"], y: Float["s=t e=d"] | None = None, m: Bool["t s"] | None = None
) -> Run:
    return dict(m=m)


@pytest.mark.parametrize(
    ("given", "line"),
    [
        (dict(W=np.ones((3, 6)), m=np.ones((2, 2), bool)), ""),
        (dict(W=np.ones((5, 6)), y=np.ones((4, 5)), m=np.ones((2, 4), bool)), ""),
        (
            dict(W=np.ones((5, 6))),
            "W has the shape (5, 6), its axes are (d 2*d); with d = 3 from x it would be (3, 6)",
        ),
        (
            dict(W=np.ones((3, 6)), m=np.ones((2, 4), bool)),
            "m has the shape (2, 4), its axes are (t t); with t = 2 from x it would be (2, 2)",
        ),
        (
            dict(W=np.ones((5, 6)), y=np.ones((4, 5)), m=np.ones((2, 2), bool)),
            "m has the shape (2, 2), its axes are (t s); with t = 2 from x, s = 4 from y it would be (2, 4)",
        ),
    ],
)
def test_an_axis_of_what_is_absent_is_another(given, line):
    if not line:
        assert across(X, **given)["m"] is given["m"]
        return
    with pytest.raises(ValueError) as caught:
        across(X, **given)
    assert str(caught.value) == f"test_gate_kinds.across: {line}"
