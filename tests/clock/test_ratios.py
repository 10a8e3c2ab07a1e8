"""Intervals of ratios are those that one computes by hand, and hold the truth as often as they promise."""

import numpy as np
import pytest

from comparisons.clock.ratios import interval, pseudo_median

#: Student's t by a table: 95 % between the two tails, for 1 and 2 degrees of freedom.
STUDENT = {1: 12.7062, 2: 4.30265}


def of_logs(*generations):
    """Return the logarithms of (low, ratio, high) for these logarithms of ratios, by generation and round."""
    return np.log(
        interval([list(np.exp(logs)) for logs in generations], [[1.0] * len(g) for g in generations])
    )


def test_a_pseudo_median_is_the_median_of_the_means_of_all_pairs():
    assert pseudo_median(np.array([0.0, 0.1, 0.3])) == pytest.approx(0.125)  # 0 .05 .1 .15 .2 .3


@pytest.mark.parametrize("generations", [2, 3])
def test_between_generations_an_interval_is_students(generations):
    centres = [0.0, 0.1, 0.3][:generations]
    low, centre, high = of_logs(*([each] * 3 for each in centres))
    half = STUDENT[generations - 1] * np.std(centres, ddof=1) / np.sqrt(generations)
    assert centre == pytest.approx(pseudo_median(np.array(centres)))
    assert (centre - low, high - centre) == pytest.approx((half, half), rel=1e-5)


def test_within_one_generation_an_interval_is_that_of_a_pseudo_median():
    low, centre, high = of_logs([0.0, 0.1, 0.2, 0.3, 0.4])
    half = 1.96 * np.sqrt(np.pi / 3) * (0.2 / 1.349) / np.sqrt(5)  # the quartiles are 0.1 and 0.3
    assert (centre, high - centre, centre - low) == pytest.approx((0.2, half, half))


def test_generations_that_agree_leave_what_the_rounds_within_them_allow():
    low, _, high = of_logs(*[[0.0, 0.1, 0.2, 0.3, 0.4]] * 4)
    assert high - low == pytest.approx(2 * 1.96 * np.sqrt(np.pi / 3) * (0.2 / 1.349) / np.sqrt(5 * 4))


def test_an_interval_over_three_generations_holds_the_truth_in_95_of_100():
    rng, held, draws = np.random.default_rng(0), 0, 1000
    for _ in range(draws):
        logs = 0.05 * rng.standard_normal((3, 1)) + 0.02 * rng.standard_normal((3, 9))
        low, _, high = of_logs(*logs)
        held += low <= 0 <= high
    assert 0.93 * draws <= held <= 0.985 * draws
