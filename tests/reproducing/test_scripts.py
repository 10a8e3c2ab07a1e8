"""A row's script is run by itself, where nothing of this project is at hand: it shows what the row says."""

import re
from dataclasses import replace
from unittest import mock

import pytest

from comparisons.declaring import catalogue
from comparisons.errors import Mistake
from comparisons.processes.workers import Here
from comparisons.reproducing import script
from comparisons.reproducing.asked import Bench
from comparisons.reproducing.reproduced import find_row, reproduce
from comparisons.reproducing.rows import Named
from tests.faults import FAULTS
from tests.planting import planted

#: Words of this house that nobody's issue tracker knows.
OURS = r"triptych|scratch|comparisons|\breference\b|harness|roundings|declared"

#: A fault for every kind of row: where it is planted, and the array that is asked for.
KINDS = [
    ("losses.huber", "SmoothL1Loss", "pytorch", "loss"),
    ("losses.contrastive", "(1 - y) * distance", "pytorch", "dy"),
    ("linear.linear_regression", "", "pytorch", "w"),
    ("linear.logistic_regression", "batch_size", "pytorch", "loss"),
    ("optimizers.adam", "(beta2, beta1)", "pytorch", "path"),
    ("optimizers.clip_by_global_norm", "clip_grad_norm_(each", "pytorch", "b"),
    ("schedules.exponential_decay", "gamma=factor", "pytorch", "rates"),
    ("schedules.reduce_on_plateau", '"rel"', "pytorch", "rates"),
    ("metrics.top_k_accuracy", ">=", "pytorch", "value"),
    ("initializers.random_normal", "", "pytorch", "variance of w"),
    ("initializers.glorot_uniform", "xavier_normal_", "pytorch", "bounds of w"),
    ("losses.margin_ranking", "y * (b - a)", "keras", "da"),
    ("optimizers.adam", "beta_1=beta1", "keras", "path"),
    ("linear.softmax_regression", "shuffle=True", "keras", "W"),
]


def bench(framework):
    return Bench(Here(framework), Here("scratch"))


def made(name, framework, label="", seconds=0.0, mode="eager", number=None, dtype=""):
    here = bench(framework)
    question, row = find_row(here, Named(name, number=number, label=label, dtype=dtype), mode, ("float32",))
    return reproduce(here, question, row, seconds, 120)


@pytest.mark.parametrize(("name", "new", "panel", "label"), KINDS)
def test_a_fault_of_every_kind_is_shown_by_a_script_that_knows_nothing_of_this_house(name, new, panel, label):
    fault = next(f for f in FAULTS if (f.concept, f.panel) == (name, panel) and new in f.new)

    def source(concept, which):
        return catalogue.source(concept, which).replace(fault.old, fault.new)

    with planted(fault), mock.patch.object(script, "source", source):
        found = made(name, panel, label)
    assert found.row["verdict"] == "FAILS" and found.shows, found.printed
    assert not re.search(OURS, found.script, re.IGNORECASE), found.script


@pytest.mark.parametrize(
    ("name", "framework", "mode", "label"),
    [
        ("recurrent.lstm", "pytorch", "eager", "dU"),
        ("normalization.batch_norm", "pytorch", "eager", "var"),
        ("recurrent.stacked_lstm", "pytorch", "eager", "dW_above"),
        ("attention.multi_head", "pytorch", "eager", "dWq"),
        ("linear.dense", "pytorch", "compile", "dW"),
        ("normalization.batch_norm", "keras", "function", "dgamma"),
    ],
)
def test_what_agrees_agrees_in_its_script_too(name, framework, mode, label):
    found = made(name, framework, label, mode=mode, number=0)
    assert found.row["verdict"] == "agrees" and not found.shows and found.holds, found.printed
    assert "agrees" in found.told()


def test_what_differs_as_declared_is_held_against_the_formula():
    found = made("losses.ctc", "pytorch", "loss", number=0)
    assert found.row["verdict"] == "differs as declared" and found.shows
    assert "PyTorch divides each loss by its number of labels" in found.script.replace("\n# ", " ")
    assert "held" not in found.script and "against the formula" in found.told()


def test_a_crash_is_shown_by_the_exception_itself():
    fault = next(f for f in FAULTS if f.concept == "losses.huber" and f.panel == "pytorch")
    broken = "nn.HuberLoss(reduction='never', delta=delta)"

    def source(concept, which):
        return catalogue.source(concept, which).replace(fault.old, broken)

    with planted(replace(fault, new=broken)), mock.patch.object(script, "source", source):
        found = made("losses.huber", "pytorch")
    assert found.row["verdict"] == "crashed" and found.shows and "never" in found.printed


def test_of_many_draws_there_is_no_script():
    with pytest.raises(Mistake, match="many draws"):
        made("regularization.dropout", "pytorch", "mean of kept", number=0)


def test_the_same_row_makes_the_same_script():
    assert made("losses.huber", "pytorch", "dy").script == made("losses.huber", "pytorch", "dy").script


def test_all_that_agrees_is_no_row_unless_an_array_is_named():
    with pytest.raises(Mistake, match=r"all .* agree; name one with --array"):
        made("linear.dense", "pytorch")
