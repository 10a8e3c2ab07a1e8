"""Weights carried there and back: what Keras holds is, in PyTorch's places, what PyTorch held."""

import numpy as np
import pytest
import torch

from comparisons.aligning import carrying
from comparisons.aligning.aligned import align_models
from comparisons.errors import Mistake
from tests.aligning import pairs


@pytest.mark.parametrize(
    ("original", "port", "inputs"),
    [(pairs.ConvNet, pairs.conv_net, pairs.random(2, 3, 8, 8)), (pairs.Reader, pairs.reader, pairs.ids())],
)
def test_weights_come_back(original, port, inputs):
    torch.manual_seed(0)
    model, ported = original().eval(), port()
    report = align_models(model, ported, inputs, keep=True)
    before = {name: each.clone() for name, each in model.state_dict().items()}
    with torch.no_grad():
        for weight in model.parameters():
            weight.zero_()
    after = carrying.to_torch(model, report.carried)
    same = {name for name, each in before.items() if np.allclose(after[name], each.numpy(), atol=1e-7)}
    assert {name for name in before if name not in same} <= {
        name for name in before if "lstm.bias" in name or "num_batches" in name
    }
    for name in before:
        if "lstm.bias_ih" in name:  # Keras has one bias where PyTorch adds two
            both = before[name] + before[name.replace("_ih", "_hh")]
            assert np.allclose(after[name] + after[name.replace("_ih", "_hh")], both.numpy(), atol=1e-6)


@pytest.mark.parametrize("out", ["weights.bin", "weights", "nowhere/model.keras"])
def test_a_name_that_does_not_say_what_to_write_is_refused(out):
    with pytest.raises(Mistake, match=r"allowed: .keras, .weights.h5, .safetensors|there is no folder"):
        carrying.demand_ending(out)
