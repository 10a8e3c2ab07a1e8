"""First weights keep the size of a signal, and are the same at every call."""

import numpy as np
import pytest

from comparisons.declaring.beginnings import first_weights


def test_weights_are_as_large_as_their_fan_in_asks_and_biases_are_zero():
    weights = first_weights(dict(K=(3, 3, 8, 400), b=400, W=(200, 300)), gain=2)
    assert weights["K"].shape == (3, 3, 8, 400) and weights["b"].shape == (400,)
    assert weights["K"].std() == pytest.approx(np.sqrt(2 / 72), rel=0.02)
    assert weights["W"].std() == pytest.approx(np.sqrt(2 / 200), rel=0.02)
    assert not weights["b"].any()


def test_a_start_draws_the_same_weights_again_and_another_others():
    one, again, other = (first_weights(dict(W=(4, 5)), start=start)["W"] for start in (1, 1, 2))
    assert np.array_equal(one, again) and not np.array_equal(one, other)
