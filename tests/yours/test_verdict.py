"""The verdict: what it says, as text, as a table and as a picture."""

import numpy as np
import pytest

from comparisons.processes.workers import Here
from comparisons.tables import COLUMNS
from comparisons.yours.holding import Request, hold
from comparisons.yours.picture import CELLS, shade, shrunk
from tests.yours import own_numpy


def held(concept, thing):
    return hold(Here("scratch"), Request(concept, thing), ["float64"], [0], explain=True)


@pytest.fixture(scope="module")
def wrong():
    def batch_norm(x, gamma, beta, mean, var, training=True, momentum=0.1, epsilon=1e-5):
        y, mean, _ = own_numpy.batch_norm(x, gamma, beta, mean, var, training, momentum, epsilon)
        biased = x.var(tuple(range(x.ndim - 1)))
        return y, mean, (1 - momentum) * var + momentum * biased if training else var

    return held("normalization.batch_norm", batch_norm)


def test_the_first_line_says_whether_it_agrees_and_how_much_was_asked(wrong):
    right = held("activations.softmax", own_numpy.softmax)
    assert str(right).splitlines()[0] == (
        "softmax (NumPy function) against activations.softmax: agrees (6 checks in 3 cases)"
    )
    assert wrong.headline == (
        "batch_norm (NumPy function) against normalization.batch_norm: does not agree (3 of 18 checks in 6 cases fail)"
    )


def test_a_failure_says_which_array_how_far_where_and_in_which_cases(wrong):
    (line,) = [each for each in wrong.lines() if each.startswith("output")]
    assert (
        line.startswith("output var is ")
        and " roundings off (32 allowed) in 4 of 4 entries; the worst at [" in line
    )
    assert " where the truth is " in line and line.endswith("float64, one of 3 among 6 cases")


def test_the_reason_is_told(wrong):
    assert any(
        line.startswith("the reason: ") and "it is Keras's: Keras keeps the biased variance" in line
        for line in wrong.lines()
    ), wrong


def test_it_is_a_table_with_the_columns_of_all_checks(wrong):
    frame = wrong.frame
    assert list(frame.columns) == COLUMNS["checks"]
    assert set(frame.verdict) == {"agrees", "FAILS"} and set(frame.array[frame.verdict == "FAILS"]) == {"var"}


def test_a_missing_answer_is_a_row_too():
    frame = held("activations.relu", lambda x: None).frame
    assert set(frame.verdict) == {"no answer"} and set(frame.reason) == {"returned None"}


def test_a_notebook_shows_where_it_is_off(wrong):
    page = wrong._repr_html_()
    assert "<svg" in page and "does not agree" in page and "darker is farther off" in page
    assert "<svg" not in held("activations.softmax", own_numpy.softmax)._repr_html_()


def test_a_large_array_is_shrunk_to_the_worst_of_each_block():
    far = np.zeros((500, 3))
    far[321, 1] = 7
    small = shrunk(far)
    assert small.shape == (CELLS, 3) and small.max() == 7 and np.count_nonzero(small) == 1


def test_shades_go_from_white_to_dark():
    assert shade(0) == shade(32) == "#ffffff"
    assert shade(33) != shade(1e6) != shade(np.inf)


def test_what_agrees_by_its_frameworks_way_says_so():
    verdict = held("recurrent.lstm", own_numpy.LSTM)
    assert verdict.agrees and "of them as its framework rightly differs" in verdict.headline
    assert any("1 − σ(z) is taken as it is written" in line for line in verdict.lines())
