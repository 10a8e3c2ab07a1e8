"""Faults are planted one at a time, in all three panels and in the declarations; each must be caught and named."""

import sys

import pytest

from comparisons.declaring.catalogue import DECLARATIONS, HOUSE
from tests.faults import FAULTS
from tests.planting import complaints, planted


@pytest.mark.parametrize("fault", FAULTS, ids=str)
def test_a_planted_fault_is_caught_and_named(fault):
    with planted(fault):
        said = []
        for complaint in complaints(fault.concept, fault.asked):
            said.append(complaint)
            if fault.blamed in complaint:
                return
    pytest.fail(f"nobody named {fault.blamed!r}; what was said: {said[:3]}")


def test_faults_are_many_and_of_every_kind():
    assert len(FAULTS) >= 40
    assert {fault.panel for fault in FAULTS} == {"scratch", "pytorch", "keras", "declaration"}
    families = {fault.concept.split(".")[0] for fault in FAULTS}
    assert families >= {"linear", "activations", "losses", "optimizers", "models", "normalization", "convolution",
                        "pooling", "recurrent", "attention", "schedules", "metrics", "regularization",
                        "initializers"}  # fmt: skip


def test_a_fault_leaves_nothing_behind(monkeypatch):
    fault = next(each for each in FAULTS if each.what == "the slope at zero is the upper one")
    declaration = ".".join((*DECLARATIONS.relative_to(HOUSE).parts, fault.concept))
    monkeypatch.delitem(sys.modules, declaration, raising=False)  # as if nobody had asked for it before
    with planted(fault):
        faulty = sys.modules[f"scratch.{fault.concept}"].elu
        assert sys.modules[declaration].elu is faulty
    assert sys.modules[declaration].elu is sys.modules[f"scratch.{fault.concept}"].elu is not faulty


def test_no_fault_is_no_complaint():
    assert list(complaints("linear.dense", "pytorch")) == []
