"""What people call things is told by name: the same, the same but for its spelling, a synonym."""

import pytest

from comparisons.yours.names import ARRAYS, SETTINGS, alike, arguments, matched, settings_taken


@pytest.mark.parametrize(
    ("ours", "theirs", "found"),
    [
        ("xWb", ["X", "weights", "bias"], dict(x="X", W="weights", b="bias")),
        (["y_hat", "y"], ["y_true", "y_pred"], dict(y_hat="y_pred", y="y_true")),
        (["gamma", "beta", "mean", "var"], ["weight", "bias", "running_mean", "running_var"],
         dict(gamma="weight", beta="bias", mean="running_mean", var="running_var")),
        (["W", "w"], ["w", "W"], dict(W="W", w="w")),
        (["Q", "K", "V"], ["query", "key", "value"], dict(Q="query", K="key", V="value")),
    ],
)  # fmt: skip
def test_arrays_are_matched_by_name(ours, theirs, found):
    assert matched(ours, theirs, ARRAYS) == found


def test_the_same_name_counts_more_than_a_synonym():
    assert [alike("eps", each, SETTINGS) for each in ("eps", "EPS_", "epsilon")] == [3, 2, 0]
    assert alike("epsilon", "eps", SETTINGS) == 1


def test_a_constructor_gets_sizes_settings_and_what_is_made_of_several():
    offered = dict(i=4, h=6, epsilon=1e-5, beta1=0.9, beta2=0.99, with_b=True)
    wanted = ["input_size", "hidden_size", "eps", "betas", "bias"]
    assert arguments(wanted, offered, {"i", "h"}) == dict(
        input_size=4, hidden_size=6, eps=1e-5, betas=(0.9, 0.99), bias=True
    )


def test_settings_that_are_taken_together_are_both_taken():
    assert settings_taken(["beta1", "beta2", "epsilon"], ["lr", "betas"]) == dict(
        beta1="betas", beta2="betas"
    )
