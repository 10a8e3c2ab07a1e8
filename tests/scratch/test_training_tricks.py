"""Clipped, accumulated, scaled and averaged: values that can be told by hand, and numbers too large to be squared."""

import numpy as np
import pytest

from comparisons.declaring.catalogue import load

l2, decoupled, by_value, by_norm, by_global_norm, accumulation, scaling, fading, equal = (
    load(f"optimizers.{name}").function
    for name in (
        "l2_decay",
        "decoupled_decay",
        "clip_by_value",
        "clip_by_norm",
        "clip_by_global_norm",
        "gradient_accumulation",
        "loss_scaling",
        "exponential_moving_average",
        "stochastic_weight_averaging",
    )
)


@pytest.mark.parametrize(("dtype", "size"), [("float32", 1e30), ("float64", 1e200), ("float32", 1e-30)])
def test_a_norm_whose_square_no_number_can_hold(dtype, size):
    w, g = np.zeros(2, dtype), np.array([[3 * size, -4 * size]], dtype)
    limit = min(1.0, size)
    assert by_norm(w, g, limit=limit, learning_rate=1.0)[0] == pytest.approx(
        [-0.6 * limit, 0.8 * limit], rel=1e-5
    )
    both = by_global_norm(w[:1], w[1:], g[:, :1], g[:, 1:], limit=limit, learning_rate=1.0)
    assert both["w"].dtype == dtype
    assert both["w"][0] == pytest.approx(-0.6 * limit, rel=1e-5)
    assert both["b"][0] == pytest.approx(0.8 * limit, rel=1e-5)


def test_a_gradient_within_the_limit_is_left_alone_to_the_last_bit():
    g = np.random.default_rng(0).standard_normal((5, 3)) / 10
    w = np.zeros(3)
    plain = np.cumsum(-0.5 * g, axis=0)
    for clipped in (by_value, by_norm):
        assert clipped(w, g, learning_rate=0.5) == pytest.approx(plain, rel=1e-14)
    assert not by_norm(w, 0 * g).any()


def test_in_the_long_run_l2_decay_shrinks_as_the_velocity_gathers():
    w, still = np.ones(1), np.zeros((2000, 1))
    settings = dict(learning_rate=0.01, momentum=0.9, weight_decay=0.001)
    coupled, beside = l2(w, still, **settings), decoupled(w, still, **settings)
    assert 1 - coupled[-1] / coupled[-2] == pytest.approx(1e-5 / (1 - 0.9), rel=0.01)
    assert 1 - beside[-1] / beside[-2] == pytest.approx(1e-5, rel=1e-9)


def test_gradients_that_are_left_over_wait():
    path = accumulation([0.0], [[1.0], [3.0], [5.0], [7.0], [100.0]], steps=2, learning_rate=1.0)
    assert path.tolist() == [[0], [-2], [-2], [-8], [-8]]


def test_the_scale_of_a_loss_step_by_step():
    g = np.array([[8.0], [np.inf], [8.0], [8.0], [8.0], [np.nan], [8.0]])
    path = scaling([0.0], g, initial_scale=8.0, growth_interval=2, learning_rate=1.0)
    # Scales of 8, 8, 4, 4, 8, 8, 4
    assert path.ravel().tolist() == [-1, -1, -3, -5, -6, -6, -8]


def test_means_of_weights_step_by_step():
    g = -np.ones((4, 1))  # the weights are 1, 2, 3, 4
    assert fading([0.0], g, decay=0.5, learning_rate=1.0).ravel().tolist() == [1, 1.5, 2.25, 3.125]
    assert equal([0.0], g, learning_rate=1.0).ravel().tolist() == [1, 1.5, 2, 2.5]
    assert equal([0.0], g, start=2, every=2, learning_rate=1.0).ravel().tolist() == [0, 2, 2, 3]
