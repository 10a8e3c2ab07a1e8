"""Optimizers of two models: settings that differ are told, and what frameworks rightly do otherwise is declared."""

import keras
import pytest
import torch

from comparisons.aligning.findings import Findings
from comparisons.aligning.optimizers import judge

WEIGHTS = [torch.nn.Parameter(torch.zeros(2))]


@pytest.mark.parametrize(
    ("ours", "theirs", "says"),
    [
        (
            torch.optim.Adam(WEIGHTS),
            keras.optimizers.Adam(1e-3),
            ["epsilon is 1e-07 in Keras, eps is 1e-08 in PyTorch"],
        ),
        (torch.optim.Adam(WEIGHTS), keras.optimizers.Adam(1e-3, epsilon=1e-8), []),
        (
            torch.optim.SGD(WEIGHTS, 0.1, momentum=0.9),
            keras.optimizers.SGD(0.1, 0.9, nesterov=True),
            ["nesterov is 1 in Keras, nesterov is 0 in PyTorch"],
        ),
        (torch.optim.SGD(WEIGHTS, 0.1), keras.optimizers.Adam(), ["Keras trains by Adam, PyTorch by SGD"]),
    ],
)
def test_settings_that_differ_are_told(ours, theirs, says):
    found = Findings()
    judge(ours, theirs, found)
    assert [each.why for each in found.findings] == says


def test_what_is_declared_is_no_finding_and_what_is_lacking_is_noted():
    found = Findings()
    judge(torch.optim.Adam(WEIGHTS), keras.optimizers.Adam(1e-3, epsilon=1e-8), found)
    assert any("optimizers.adam, keras" in each for each in found.declared)
    judge(torch.optim.Adam(WEIGHTS), None, found)
    assert "not compared" in found.notes[0]
