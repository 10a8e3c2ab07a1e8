"""Hypothesis makes a question smaller while its row shows, and never beyond."""

from unittest import mock

import numpy as np
import pytest

from comparisons.declaring.catalogue import load
from comparisons.judging.question import Question
from comparisons.processes.workers import Here
from comparisons.reproducing.asked import Bench
from comparisons.reproducing.smaller import Sought, smallest
from tests.faults import FAULTS
from tests.planting import planted


def sought(name, new, label):
    """Return what is sought of a planted fault, and the question of the concept's first case that shows it."""
    here = Bench(Here("pytorch"), Here("scratch"))
    first = next(iter(load(name).arguments))
    for case in load(name).cases:
        question = Question.draw(load(name), case, "float32")
        for row in here.rows(question, "eager"):
            if row["verdict"] == "FAILS" and row["array"] == label and question.arrays[first].size > 1:
                return Sought(here, "eager", row, most=20), question
    raise AssertionError(f"{name} does not fail in {label}")


def fault(name, new):
    return next(f for f in FAULTS if f.concept == name and f.panel == "pytorch" and new in f.new)


def test_a_fault_is_shown_by_one_number():
    with planted(fault("losses.quantile", "y_hat - y")):
        seen, question = sought("losses.quantile", "y_hat - y", "loss")
        seen.most = 60
        small = smallest(seen, question, 120)
        assert small is not question and seen.row_of(small) is not seen.row
    assert (
        sum(array.size for array in small.arrays.values())
        == 2
        < sum(a.size for a in question.arrays.values())
    )
    assert {float(each) for array in small.arrays.values() for each in array.flat} <= {0.0, 1.0, -1.0}


def test_what_the_fault_needs_stays():
    """A sum that takes each batch for a whole one is wrong where the last one is not."""
    with planted(fault("linear.logistic_regression", "batch_size")):
        seen, question = sought("linear.logistic_regression", "batch_size", "loss")
        small = smallest(seen, question, 120)
        assert small is not question and seen.row_of(small) is not seen.row
    assert small.sizes["n"] <= question.sizes["n"] and small.settings["epochs"] == 1
    assert small.sizes["n"] % small.settings["batch_size"], "a whole number of batches does not show it"


def test_two_searches_find_the_same():
    found = []
    for _ in range(2):
        with planted(fault("losses.poisson", "log_input=True")):
            seen, question = sought("losses.poisson", "log_input=True", "loss")
            found.append(smallest(seen, question, 120))
    one, other = found
    assert one.case == other.case and all(np.array_equal(one.arrays[n], other.arrays[n]) for n in one.arrays)


def test_when_the_time_is_over_the_question_stays_as_it_is():
    with planted(fault("losses.quantile", "y_hat - y")):
        seen, question = sought("losses.quantile", "y_hat - y", "loss")
        assert smallest(seen, question, 0) is question and seen.asked == 0


def test_another_fault_does_not_pass_for_it():
    """What is off by 10⁶ roundings is not shown by what is off by 40, nor what is no number by a number."""
    seen = Sought(mock.Mock(), "eager", dict(verdict="FAILS", kind="output", array="y", units=1e6, reason=""))
    row = dict(verdict="FAILS", kind="output", array="y", units=1e6, reason="")
    assert seen._like(row) and seen._like(row | dict(units=1000.0))
    assert not seen._like(row | dict(units=40.0)) and not seen._like(row | dict(units=np.inf))


@pytest.mark.parametrize("name", ["models.lenet"])
def test_a_case_of_real_data_is_shown_by_drawn_numbers(name):
    case = next(case for case in load(name).cases if "data" in case)
    question = Question.draw(load(name), case, "float32")
    here = mock.Mock()
    row = dict(verdict="FAILS", kind="output", array="loss", units=1e6, reason="")
    here.rows.return_value = [row]
    small = smallest(Sought(here, "eager", row, most=40), question, 120)
    assert "data" not in small.case and sum(array.size for array in small.arrays.values()) < 300
