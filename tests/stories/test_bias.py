"""Why bias: no line through the origin is forgotten, and among mirror images there is no bias to train."""

import numpy as np
import pytest

from comparisons.declaring.scores import binary_accuracy
from comparisons.stories.bias import _best_through_origin, _mirrored
from scratch.linear.logistic_regression import logistic_regression


@pytest.mark.parametrize("seed", range(5))
def test_no_line_through_the_origin_is_better_than_the_best(seed):
    rng = np.random.default_rng(seed)
    x, y = rng.standard_normal((15, 2)) + 1, rng.integers(0, 2, 15)
    angles = np.linspace(0, 2 * np.pi, 20_000)
    every = [binary_accuracy(x @ [np.cos(angle), np.sin(angle)], y) for angle in angles]
    assert _best_through_origin(x, y) == pytest.approx(max(every))


def test_among_mirror_images_w_gets_the_gradient_of_a_neuron_without_a_bias():
    rng = np.random.default_rng(0)
    x, y, w = rng.standard_normal((9, 2)) + 2, rng.integers(0, 2, 9).astype(float), np.array([0.3, -0.2])
    run = logistic_regression(
        **_mirrored(x, y), w=w, b=np.float64(0), learning_rate=1.0, batch_size=18, epochs=1
    )
    dz = (1 / (1 + np.exp(-x @ w)) - y) / 9
    np.testing.assert_allclose(w - run["w"], x.T @ dz, rtol=1e-13)
    assert abs(run["b"]) < 1e-15
