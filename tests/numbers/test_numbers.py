"""A person's own numbers become a question: what is given is asked, what is not is drawn, what is wrong is one line."""

import numpy as np
import pytest

from comparisons.declaring.catalogue import load
from comparisons.errors import Mistake
from comparisons.judging.cases import text
from comparisons.numbers.numbers import numbers

RNG = np.random.default_rng(0)
IMAGES, KERNEL = RNG.standard_normal((2, 5, 6, 3)), RNG.standard_normal((2, 3, 3, 4))


def asked(name, drawn=(), seed=0, **given):
    return numbers(load(name), given, drawn, seed)


def test_the_arrays_that_are_given_are_asked_and_no_others():
    question = asked("convolution.conv2d", x=IMAGES, W=KERNEL, stride=2, dy=np.ones((2, 2, 2, 4)))
    put = question.question("float64")
    assert not question.drawn and text(question.case) == "n=2 h=5 w=6 c=3 p=2 q=3 k=4 stride=2"
    assert np.array_equal(put.arrays["x"], IMAGES) and np.array_equal(
        put.cotangents["y"], np.ones((2, 2, 2, 4))
    )
    assert put.settings["stride"] == 2 and "b" not in put.arrays


def test_in_float32_the_truth_is_of_the_rounded_numbers():
    put = asked("linear.dense", x=[[0.1]], W=[[1.0]]).question("float32")
    assert put.arrays["x"].dtype == "float32"
    assert put.truth["y"] == np.float64(np.float32(0.1))


def test_sizes_alone_draw_all_arrays_and_others_are_those_of_the_first_case():
    question = asked("convolution.conv2d", ("b",), n=3, h=9, padding="same")
    assert text(question.case) == "n=3 h=9 w=7 c=3 p=3 q=2 k=4 padding=same +b"
    assert question.drawn == ("x", "W", "b")
    told = dict(n=3, h=9, padding="same")
    again, other = (asked("convolution.conv2d", ("b",), seed, **told).arrays["x"] for seed in (0, 1))
    assert np.array_equal(question.arrays["x"], again) and not np.array_equal(again, other)


def test_of_given_data_all_weights_are_drawn_or_none():
    x, y = RNG.standard_normal((9, 5)), RNG.integers(0, 3, 9)
    question = asked("models.mlp", x=x, y=y, h=4, k=3)
    assert question.drawn == ("W1", "b1", "W2", "b2") and question.arrays["W1"].shape == (5, 4)
    assert question.arrays["x"] is x
    with pytest.raises(
        Mistake, match=r"lacks the array b1; given: W1, x, y; it takes x \(n d\), y \(n\), W1"
    ):
        asked("models.mlp", W1=np.zeros((5, 4)), x=x, y=y, k=3)


def test_a_training_run_is_asked_about_data_that_are_held_out():
    x, y = RNG.standard_normal((9, 2)), np.tile([0.0, 1.0, 1.0], 3)
    question = asked("linear.logistic_regression", x=x, y=y, test_x=x[:4], epochs=2)
    assert question.question("float64").answer["test_prediction"].shape == (4,)


def test_an_array_and_a_size_of_one_name_are_told_apart():
    negative = RNG.standard_normal((4, 3))
    question = asked("losses.triplet_margin", a=negative + 1, p=negative + 2, n=negative)
    assert np.array_equal(question.arrays["n"], negative)
    assert asked("losses.triplet_margin", n=(4,), d=3).arrays["n"].shape == (4, 3)


def test_arrays_of_a_framework_are_taken_as_they_are():
    torch = pytest.importorskip("torch")
    weight = torch.nn.Parameter(torch.ones(4, 2))
    assert np.array_equal(asked("linear.dense", x=np.ones((3, 4)), W=weight).arrays["W"], np.ones((4, 2)))


@pytest.mark.parametrize(
    ("name", "drawn", "given", "says"),
    [
        ("convolution.conv2d", (), {}, "asked with arrays or sizes; its sizes are such as n=2 h=5 w=7 c=3 p=3 q=2 k=4"),
        ("convolution.conv2d", (), dict(stride=2), "asked with arrays or sizes"),
        ("convolution.conv2d", (), dict(hh=2), "unknown array, size or setting of convolution.conv2d: 'hh'; did you"),
        ("convolution.conv2d", (), dict(dilaton=2), "did you mean dilation?"),
        ("convolution.conv2d", (), dict(n=-1), "the shape (-1, 5, 7, 3); sizes count from 0"),
        ("convolution.conv2d", (), dict(n="two"), "n=two is no size; write a whole number, or several, as in 8,28"),
        ("convolution.conv2d", (), dict(n=10**12), "no numbers can be drawn"),
        ("convolution.conv2d", ("c",), dict(n=2), "unknown array of convolution.conv2d that may be absent: 'c'"),
        ("convolution.conv2d", (), dict(x=IMAGES), "gives no size for axis p of W, whose axes are (p q c//groups k)"),
        ("convolution.conv2d", (), dict(x=IMAGES[0], W=KERNEL), "x has the shape (5, 6, 3), its axes are (n h w c)"),
        ("convolution.conv2d", (), dict(x=IMAGES, W=KERNEL[:, :, :2]), "makes W of shape (2, 3, 3, 4)"),
        ("convolution.conv2d", (), dict(x=IMAGES, W=KERNEL, n=3), "makes x of shape (3, 5, 6, 3)"),
        ("linear.dense", (), dict(x=[[1, 2], [3]], W=[[1]]), "x is no array"),
        ("linear.dense", (), dict(W=np.ones((2, 2))), "lacks the array x; given: W; it takes x"),
        ("recurrent.lstm", (), dict(x=np.ones((2, 2, 2)), U=np.ones((2, 8))), "lacks the array W"),
        ("regularization.dropout", (), dict(x=np.ones(3), kept=np.ones(3, bool)), "kept is drawn by whoever answers"),
        ("initializers.glorot_uniform", (), dict(w=np.ones((2, 2))), "it takes a shape, as in shape=64,32, and"),
        ("linear.dense", (), dict(n=2, test_x=np.ones((1, 4))), "unknown array, size or setting"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_one_line(name, drawn, given, says):
    with pytest.raises(Mistake) as raised:
        asked(name, drawn, **given)
    assert says in str(raised.value) and "\n" not in str(raised.value)


@pytest.mark.parametrize(
    ("name", "given", "says"),
    [
        ("linear.dense", dict(n=2, dy=np.ones((3, 3))), "dy has the shape (3, 3), y has (2, 3)"),
        (
            "recurrent.embedding",
            dict(ids=[[0, 9]], E=np.ones((7, 2))),
            "ids holds 9 at [0, 1]; allowed are 0 to 6",
        ),
        ("convolution.conv2d", dict(n=2, stride=0), "stride is 0; allowed are whole numbers from 1"),
        ("attention.multi_head", dict(n=2, heads=4), "do not part into heads = 4"),
    ],
)
def test_what_scratch_refuses_is_its_own_line(name, given, says):
    refused = asked(name, **given).question("float64").refusal
    assert says in refused and "\n" not in refused


def test_numbers_of_another_dtype_are_refused():
    with pytest.raises(Mistake, match="x is complex128; allowed are float32 and float64"):
        asked("linear.dense", x=np.ones((2, 4)) * 1j, W=np.ones((4, 2))).question("float64")
