"""Schedules and initializers refuse settings of which nothing sensible comes, and say which are allowed."""

import numpy as np
import pytest
from scipy import stats

from comparisons.declaring.catalogue import load
from scratch.initializers.truncated_normal import LEFT


@pytest.mark.parametrize(
    ("name", "settings", "says"),
    [
        (
            "piecewise_constant",
            dict(boundaries=(4, 4)),
            "boundaries are (4, 4); allowed are numbers that rise",
        ),
        ("exponential_decay", dict(factor=-0.5), "factor is -0.5; allowed are numbers from 0"),
        ("inverse_time_decay", dict(decay=-1.0), "decay is -1.0; allowed are numbers from 0"),
        ("polynomial_decay", dict(power=-1.0), "power is -1.0; allowed are numbers from 0"),
        (
            "one_cycle",
            dict(steps=10, rising=0.1),
            "rising is 0.1 of 10 steps; so phases would end at [0.0, 9]",
        ),
        ("one_cycle", dict(steps=10, rising=0.8, three_phase=True), "phases would end at [7.0, 14.0, 9]"),
    ],
)
def test_schedules_refuse(name, settings, says):
    with pytest.raises(ValueError) as caught:
        load(f"schedules.{name}").function(np.arange(3), 1.0, **settings)
    assert str(caught.value).startswith(f"{name}: ") and says in str(caught.value)


@pytest.mark.parametrize(
    ("name", "shape", "settings", "says"),
    [
        ("random_normal", (3,), dict(deviation=-1.0), "deviation is -1.0; allowed are numbers from 0"),
        (
            "random_uniform",
            (3,),
            dict(low=1.0, high=0.0),
            "low is 1.0 and high is 0.0; allowed is a low up to high",
        ),
        ("truncated_normal", (3,), dict(deviation=-1.0), "deviation is -1.0; allowed are numbers from 0"),
        ("variance_scaling", (3, 3), dict(scale=-1.0), "scale is -1.0; allowed are numbers from 0"),
        ("variance_scaling", (3,), {}, "shape is (3,); allowed are two axes or more, the last are i and k"),
    ],
)
def test_initializers_refuse(name, shape, settings, says):
    with pytest.raises(ValueError) as caught:
        load(f"initializers.{name}").function(np.random.default_rng(0), shape, **settings)
    assert str(caught.value) == f"{name}: {says}"


@pytest.mark.parametrize("shape", [(), (0,), (0, 3), (2, 0, 3)])
def test_any_shape_is_drawn(shape):
    for name in ("random_normal", "random_uniform", "truncated_normal") + ("he_normal",) * (len(shape) > 1):
        drawn = load(f"initializers.{name}").function(np.random.default_rng(0), shape)
        assert np.shape(drawn) == shape


def test_a_bell_that_is_cut_at_two_deviations_has_this_one_left():
    assert pytest.approx(stats.truncnorm(-2, 2).std(), rel=1e-12) == LEFT
    assert pytest.approx(0.87962566103423978, rel=1e-15) == LEFT  # the number in Keras's source
