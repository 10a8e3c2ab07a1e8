"""What is drawn has the size that is meant, and what does not fit is refused in words."""

import numpy as np
import pytest

from comparisons.declaring.catalogue import load
from comparisons.declaring.edges import at_the_kink, in_the_tails
from comparisons.errors import Mistake
from comparisons.judging.question import Question
from comparisons.judging.rounding import magnitude
from scratch.arguments import Argument


def test_a_matrix_of_weights_is_drawn_as_large_as_its_fan_in_allows_and_nothing_else_is_scaled():
    dense = load("linear.dense")
    arrays = Question.draw(dense, dense.cases[2]).arrays
    assert arrays["W"].shape == (100, 32)
    assert np.std(arrays["W"]) == pytest.approx(1 / np.sqrt(100), rel=0.05)
    assert np.std(arrays["x"]) == pytest.approx(1, rel=0.05)
    assert np.std(arrays["b"]) == pytest.approx(1, rel=0.4)
    conv = load("convolution.conv2d")
    W = Question.draw(conv, dict(n=1, h=5, w=5, c=16, p=3, q=3, k=8)).arrays["W"]
    assert np.std(W) == pytest.approx(1 / np.sqrt(3 * 3 * 16), rel=0.1)


def test_a_seed_is_0_unless_it_is_given_and_draws_other_numbers():
    dense = load("linear.dense")
    case = dense.cases[0]
    assert Question.draw(dense, case).seed == 0
    for other, same in (
        (Question.draw(dense, case, seed=0), True),
        (Question.draw(dense, case, seed=1), False),
    ):
        assert np.array_equal(other.arrays["x"], Question.draw(dense, case).arrays["x"]) is same


def test_other_gradients_arrive_at_other_outputs_and_with_other_seeds():
    lstm = load("recurrent.lstm")
    cotangents = Question.draw(lstm, lstm.cases[0]).cotangents
    h, c = (np.ravel(cotangents[name]) for name in ("h", "c"))
    assert not np.intersect1d(h, c).size
    assert not np.intersect1d(h, Question.draw(lstm, lstm.cases[0], seed=1).cotangents["h"]).size


def test_a_dtype_that_is_not_compared_is_refused():
    dense = load("linear.dense")
    with pytest.raises(Mistake, match=r"float8.*float64.*float32"):
        Question.draw(dense, dense.cases[0], "float8")


@pytest.mark.parametrize("name", ["rng", "nn", "learning_rate"])
def test_what_is_no_size_and_no_setting_is_refused(name):
    loss = load("losses.categorical_cross_entropy")
    allowed = (
        r"\(allowed: certain, k, large, masked, n, total, reduction, label_smoothing, data, dtypes, given\)"
    )
    with pytest.raises(Mistake, match=rf"size or setting in case .*{name}.* {allowed}"):
        Question.draw(loss, dict(n=6, k=3) | {name: 4})


def test_a_size_below_0_is_refused_in_words():
    with pytest.raises(
        Mistake, match=r"linear.dense: case \(n=.* i=4 k=3\) gives x the shape \(-1, 4\); sizes count"
    ):
        Question.draw(load("linear.dense"), dict(n=-1, i=4, k=3))


def test_arrays_that_do_not_fit_their_case_are_refused_in_words():
    dense = load("linear.dense")
    drawn = Question.draw(dense, dense.cases[0]).arrays
    with pytest.raises(
        Mistake, match=r"linear.dense: case \(n=5 i=4 k=3 \+b\) makes b of shape \(3,\), its data have \(2,\)"
    ):
        Question.put(dense, dense.cases[0], drawn | dict(b=np.zeros(2)))
    with pytest.raises(Mistake, match=r"linear.dense lacks the array W"):
        Question.put(dense, {}, {name: array for name, array in drawn.items() if name != "W"})


def test_the_largest_number_of_an_array_is_a_finite_one():
    assert magnitude(np.array([np.nan, np.inf, -np.inf])) == 0
    assert magnitude(np.array([])) == 0
    assert magnitude(np.array([np.inf, -3.0, 2.0])) == 3
    assert magnitude(np.float64(-2)) == 2


def test_sizes_are_those_of_axes_that_have_a_name_as_far_as_there_are_axes():
    assert Argument("W", ("i", "4*h"), "real").sizes((2, 12)) == dict(i=2)
    assert Argument("x", ("n", "d"), "real").sizes((3,)) == dict(n=3)


def test_every_fourth_number_lies_on_the_kink_and_no_other():
    for draw in (at_the_kink, in_the_tails):
        x = draw(np.random.default_rng(0), (3, 4))["x"]
        assert np.argwhere(x.ravel() == 0).ravel().tolist() == [3, 7, 11]


@pytest.mark.parametrize("draw", [at_the_kink, in_the_tails])
def test_extreme_numbers_are_infinite_huge_tiny_and_both_zeros_of_either_sign(draw):
    x = draw(np.random.default_rng(0), (8,), extreme=True)["x"]
    assert x.tolist() == [np.inf, -np.inf, 1e30, -1e30, 1e-30, -1e-30, 0, 0]
    assert np.signbit(x[-2:]).tolist() == [False, True]


def test_tails_are_from_8_to_40_on_both_sides():
    x = in_the_tails(np.random.default_rng(0), (1000,), tails=True)["x"]
    assert 8 <= np.abs(x).min() < 9 and 39 < np.abs(x).max() <= 40
    assert 400 < np.count_nonzero(x < 0) < 600


def test_a_size_may_be_0():
    assert Question.draw(load("linear.dense"), dict(n=0, i=4, k=3)).arrays["x"].shape == (0, 4)


def test_an_array_that_may_be_absent_is_there_if_the_case_gives_it():
    dense = load("linear.dense")
    sizes = dict(n=5, i=4, k=3)
    with_bias, without = Question.draw(dense, sizes | dict(given=("b",))), Question.draw(dense, sizes)
    assert set(with_bias.arrays) == {"x", "W", "b"} and set(with_bias.owed) == {"dx", "dW", "db"}
    assert set(without.arrays) == {"x", "W"} and set(without.owed) == {"dx", "dW"}
    assert (with_bias.offered["with_b"], without.offered["with_b"]) == (True, False)
    with pytest.raises(Mistake, match=r"array given in case \(n=5 i=4 k=3 \+W\) of linear.dense: 'W'"):
        Question.draw(dense, sizes | dict(given=("W",)))


def test_an_array_that_is_drawn_may_be_absent_too():
    attention = load("attention.multi_head")
    sizes = dict(n=2, t=3, d=8, q=8, v=8, heads=2, m=2)
    assert not Question.draw(attention, sizes).draws
    dropped = Question.draw(attention, sizes | dict(dropout=0.5, given=("kept",)))
    assert set(dropped.draws) == set(dropped.answer.drawn) == {"kept"}
    assert dropped.arrays["kept"].shape == (2, 2, 3, 3) and 0 < dropped.arrays["kept"].mean() < 1
