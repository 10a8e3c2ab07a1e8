"""Both models in float64 with the weights that they have, and left as they were."""

import copy

import keras
import numpy as np
import torch

from comparisons.aligning import wide
from comparisons.aligning.aligned import align_models
from comparisons.aligning.torch_calls import at_rest
from comparisons.aligning.truth import cotangent
from tests.aligning import pairs


def test_gradients_in_float64_are_those_of_a_wide_model_and_the_model_stays_as_it_was():
    torch.manual_seed(0)
    model = pairs.ConvNet()  # in training, with dropout and statistics that must not move
    model.conv.weight.requires_grad_(False)
    before = {name: each.clone() for name, each in model.state_dict().items()}
    inputs = pairs.random(2, 3, 8, 8)
    outputs, gradients = wide.of_torch(model, [inputs])
    double = copy.deepcopy(model).double()
    double.conv.weight.requires_grad_(True)
    with at_rest(double):
        right = double(torch.tensor(inputs, dtype=torch.float64))
        (right * torch.from_numpy(cotangent(right.shape, 0))).sum().backward()
    assert np.array_equal(outputs[0], right.detach().numpy())
    for name, each in double.named_parameters():
        assert np.allclose(
            gradients[name], each.grad.numpy(), rtol=1e-6, atol=1e-7 * abs(each.grad).max().item()
        )
    assert model.training and not model.conv.weight.requires_grad and "forward" not in vars(model.conv)
    assert all(torch.equal(each, before[name]) for name, each in model.state_dict().items())


def test_a_model_that_cannot_be_computed_in_float64_is_judged_by_its_outputs_and_that_is_said():
    class Model(torch.nn.Module):
        def __init__(self):
            super().__init__()
            self.first, self.last = torch.nn.Linear(4, 4), torch.nn.Linear(4, 2)

        def forward(self, x):
            x = self.first(x)
            if x.detach().numpy().dtype != np.float32:
                raise RuntimeError("a kernel for float32 alone")
            return self.last(x)

    x = keras.Input((4,))
    port = keras.Model(x, keras.layers.Dense(2)(keras.layers.Dense(4)(x)))
    report = align_models(Model().eval(), port, pairs.random(3, 4))
    assert report.agrees and report.found.output < 32 and report.found.gradient is None
    assert any("a kernel for float32 alone" in each for each in report.notes)


def test_a_gradient_that_is_nothing_but_rounding_moves_more_than_it_is():
    torch.manual_seed(0)
    model = torch.nn.Sequential(torch.nn.Linear(4, 3), torch.nn.Softmax(-1)).eval()
    layer = torch.nn.MultiheadAttention(4, 2, batch_first=True).eval()

    class Attending(torch.nn.Module):
        def __init__(self):
            super().__init__()
            self.attention, self.end = layer, model

        def forward(self, x):
            return self.end(self.attention(x, x, x, need_weights=False)[0])

    x, name = pairs.random(2, 5, 4), "attention.in_proj_bias"
    whole = Attending()
    keys = slice(4, 8)
    exact = wide.of_torch(whole, [x], exactly=[name])[1][name]
    moves = wide.moved(whole, [x], [name])[name]
    assert abs(exact[keys]).max() < 1e-14 < abs(exact[:4]).max()
    assert abs(moves[keys]).max() > 10 * abs(exact[keys]).max()
