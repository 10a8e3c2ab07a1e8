"""The chain sends a gradient back along every way, and nothing where there is none."""

import numpy as np
import pytest

from scratch.activations.tanh import tanh
from scratch.chain import Chain, add, along, at_step, join, reshape, scale
from scratch.linear.dense import dense
from scratch.losses.mean_squared_error import mean_squared_error
from scratch.normalization.batch_norm import batch_norm
from scratch.recurrent.lstm import lstm
from scratch.regularization.dropout import dropout

RNG = np.random.default_rng(0)
X, Y = RNG.standard_normal((3, 4)), RNG.standard_normal((3, 8))
V, W = RNG.standard_normal((2, 4, 4))


def loss(chain, x, v, w):
    """Two layers, one of which is skipped."""
    h = chain(tanh, chain(dense, x, v))
    h = chain(add, h, chain(dense, h, w))
    h = chain(reshape, chain(join, h, x), shape=Y.shape)
    return chain(scale, chain(mean_squared_error, h, Y), by=3)


def slope(array, place, step=1e-6):
    """Return the slope of the loss where one number of x or of a weight moves."""
    found = []
    for way in (step, -step):
        moved = array.copy()
        moved[place] += way
        found.append(loss(Chain(), *(moved if each is array else each for each in (X, V, W))))
    return (found[0] - found[1]) / (2 * step)


@pytest.mark.parametrize(("array", "place"), [(X, (1, 2)), (V, (3, 1)), (W, (0, 2))])
def test_the_gradient_is_the_slope_along_all_ways_together(array, place):
    chain = Chain()
    chain.back(loss(chain, X, V, W))
    assert chain.gradient(array)[place] == pytest.approx(slope(array, place), rel=1e-7)


def test_what_hands_its_input_on_as_it_is_sends_its_gradient_back_once():
    chain = Chain()
    h = chain(dropout, X, np.ones(X.shape, bool), training=False)
    assert h is X
    chain.back(chain(mean_squared_error, h, np.zeros_like(X)))
    assert np.allclose(chain.gradient(X), 2 * X / X.size)


def test_only_the_step_that_was_asked_for_gets_a_gradient():
    chain, h = Chain(), RNG.standard_normal((3, 5, 2))
    chain.back(chain(mean_squared_error, chain(at_step, h, step=np.array([4, 0, 2])), np.zeros((3, 2))))
    expected = np.zeros_like(h)
    for sequence, step in enumerate((4, 0, 2)):
        expected[sequence, step] = h[sequence, step] / 3
    assert np.allclose(chain.gradient(h), expected)


def test_both_sides_of_scalar_products_get_theirs():
    chain, a, b = Chain(), RNG.standard_normal((3, 1, 4)), RNG.standard_normal((3, 5, 4))
    dy = 2 * (a * b).sum(axis=2)[..., None] / 15
    chain.back(chain(mean_squared_error, chain(along, a, b), np.zeros((3, 5))))
    assert np.allclose(chain.gradient(a), (dy * b).sum(axis=1, keepdims=True))
    assert np.allclose(chain.gradient(b), dy * a)


def test_of_several_outputs_those_that_nobody_used_send_nothing():
    chain = Chain()
    U, V, b = np.ones((1, 4)), np.ones((4, 4)), np.zeros(4)
    out = chain(lstm, X[None], U, V, b)
    chain.back(chain(mean_squared_error, out["c"], np.zeros((1, 1))))
    assert chain.gradient(V).any() and not chain.gradient(Y).any()


def test_what_moves_beside_the_gradient_is_kept():
    chain, mean = Chain(), np.zeros(4)
    out = chain(batch_norm, X, mean, np.ones(4))
    chain.keep(mean, out["mean"])
    assert chain.kept[id(mean)] is out["mean"]
