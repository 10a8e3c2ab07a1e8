"""Whoever stops in the middle and goes on from the state there walks the same path as whoever never stopped."""

import re
from itertools import product

import numpy as np
import pytest

from comparisons.declaring.catalogue import load
from scratch import walking

pytestmark = pytest.mark.filterwarnings("error")

momentum, adam = (load(f"optimizers.{name}").function for name in ("momentum", "adam"))
RNG = np.random.default_rng(0)
W, GRADIENTS = RNG.standard_normal(5), RNG.standard_normal((9, 5))
PULLED = [{}, dict(weight_decay=0.3), dict(weight_decay=0.3, maximize=True)]


def followed(path, weight_decay=0.0, maximize=False):
    """Return the gradients that were followed along a path: g, or −g, and λ w."""
    before = np.concatenate([[W], path[:-1]])
    return (-1 if maximize else 1) * GRADIENTS[: len(path)] + weight_decay * before


@pytest.mark.parametrize("steps", [1, 4, 8])
@pytest.mark.parametrize(
    ("pull", "how"),
    list(product(PULLED, [{}, dict(nesterov=True), dict(dampening=0.25), dict(momentum=0.0)])),
)
def test_momentum_goes_on_from_its_velocity(pull, how, steps):
    settings = dict(learning_rate=0.1, momentum=0.8) | pull | how
    whole, v = momentum(W, GRADIENTS, **settings), None
    for g in followed(whole[:steps], **pull):
        v = g if v is None else settings["momentum"] * v + (1 - settings.get("dampening", 0)) * g
    rest = momentum(whole[steps - 1], GRADIENTS[steps:], v, **settings)
    np.testing.assert_allclose(rest, whole[steps:], rtol=1e-12)


@pytest.mark.parametrize("block", [1, 3, 100])
@pytest.mark.parametrize("steps", [1, 4, 8])
@pytest.mark.parametrize(("pull", "amsgrad"), list(product(PULLED, [False, True])))
def test_adam_goes_on_from_its_means_and_counts_on(pull, amsgrad, steps, block, monkeypatch):
    monkeypatch.setattr(walking, "BLOCK", block)
    settings = dict(learning_rate=0.1, beta1=0.8, beta2=0.7, amsgrad=amsgrad) | pull
    whole = adam(W, GRADIENTS, **settings)
    m, v, v_max = np.zeros((3, 5))
    for g in followed(whole[:steps], **pull):
        m, v = 0.8 * m + 0.2 * g, 0.7 * v + 0.3 * g**2
        v_max = np.maximum(v_max, v)
    state = dict(m=m, v=v) | (dict(v_max=v_max) if amsgrad else {})
    kept = {name: array.copy() for name, array in state.items()}
    rest = adam(whole[steps - 1], GRADIENTS[steps:], **state, step=steps, **settings)
    np.testing.assert_allclose(rest, whole[steps:], rtol=1e-12)
    assert all(np.array_equal(state[name], array) for name, array in kept.items()), "it is the caller's"


def test_a_velocity_is_not_written_into():
    v = np.ones(5)
    momentum(W, GRADIENTS, v)
    assert np.array_equal(v, np.ones(5))


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (dict(step=5), "step is 5, and nothing of the state is given; allowed are m, v together, or none of them at"),
        (dict(m=[1.0]), "m of the state is given; allowed are m, v together, or none of them"),
        (dict(v=[1.0], step=1), "step is 1, and v of the state is given; allowed are m, v together, or none of them"),
        (dict(m=[1.0], v=[1.0], v_max=[1.0]), "m, v, v_max of the state is given; allowed are m, v together, or none"),
        (dict(m=[1.0], v=[1.0], amsgrad=True), "m, v of the state is given; allowed are m, v, v_max together, or none"),
    ],
)  # fmt: skip
def test_a_part_of_a_state_makes_no_sense_alone(given, told):
    with pytest.raises(ValueError, match=f"^adam: {re.escape(told)}"):
        adam([0.0], [[1.0]], **given)


def test_no_mean_of_squares_is_below_zero():
    with pytest.raises(ValueError, match=r"^adam: v holds -1.0 at \[1\]; allowed are numbers from 0$"):
        adam([0.0, 0.0], [[1.0, 1.0]], [0.0, 0.0], [1.0, -1.0])
    with pytest.raises(ValueError, match=r"^adam: v_max holds -2.0 at \[0\]; allowed are numbers from 0$"):
        adam([0.0], [[1.0]], [0.0], [1.0], [-2.0], amsgrad=True)


def test_a_state_of_less_precision_does_not_take_digits_from_the_weights():
    v, squares = np.float32([0.5, 0.25, 0, 2, 1]), np.float32([1, 1, 0.5, 4, 2])
    assert np.array_equal(momentum(W, GRADIENTS, v), momentum(W, GRADIENTS, v.astype(float)))
    assert np.array_equal(
        adam(W, GRADIENTS, v, squares), adam(W, GRADIENTS, v.astype(float), squares.astype(float))
    )
