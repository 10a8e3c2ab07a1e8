"""What pages say about PyTorch is so: each sentence is tried on PyTorch itself."""

import numpy as np
import pytest
import torch
from torch import nn

from tests.claims import sees_to
from tests.precision import float64  # noqa: F401


def slope(function, at):
    """Return the derivative of a function of one number."""
    x = torch.tensor(at, requires_grad=True)
    function(x).backward()
    return x.grad.item()


@sees_to(
    "Nothing moves by itself: model and data are on the processor until they are sent elsewhere, both to one device."
)
def test_nothing_moves_by_itself():
    model, x = nn.Linear(2, 3), torch.ones(4, 2)
    assert {each.device.type for each in (*model.parameters(), x, model(x))} == {"cpu"}
    x.to("meta")
    assert x.device.type == "cpu", "sending makes another"
    model.to("meta")
    assert {each.device.type for each in model.parameters()} == {"meta"}
    with pytest.raises(RuntimeError, match="device"):
        model(x)
    assert model(x.to("meta")).device.type == "meta"


@sees_to("Whatever is computed with weights is recorded.")
def test_what_weights_take_part_in_is_recorded():
    model, x = nn.Linear(2, 3), torch.ones(4, 2)
    assert model(x).grad_fn is not None and (2 * model(x)).exp().grad_fn is not None
    assert (2 * x).grad_fn is None


@sees_to("``backward`` adds to ``grad``, so that has to be emptied first.")
def test_backward_adds():
    w = torch.ones(2, requires_grad=True)
    for time in (1, 2, 3):
        (3 * w).sum().backward()
        assert w.grad.tolist() == [3.0 * time] * 2
    torch.optim.SGD([w]).zero_grad()
    (3 * w).sum().backward()
    assert w.grad.tolist() == [3.0] * 2


@sees_to("A loss takes the prediction, then the truth.")
def test_a_loss_takes_the_prediction_first():
    z, y = torch.tensor([0.3, -2.0]), torch.tensor([1.0, 0.25])
    bernoulli = -(y * torch.sigmoid(z).log() + (1 - y) * torch.sigmoid(-z).log()).mean()
    assert torch.isclose(nn.BCEWithLogitsLoss()(z, y), bernoulli)
    assert not torch.isclose(nn.BCEWithLogitsLoss()(y, z), bernoulli)
    logits, label = torch.randn(1, 3), torch.tensor([2])
    assert torch.isclose(nn.CrossEntropyLoss()(logits, label), -logits.log_softmax(1)[0, 2])
    with pytest.raises((RuntimeError, ValueError, IndexError)):
        nn.CrossEntropyLoss()(label, logits)


@sees_to("A module is in one of two modes until it is switched, and is born in the mode for training.")
def test_a_module_is_in_one_of_two_modes():
    model, x = nn.Sequential(nn.Dropout(0.5), nn.Sequential(nn.Dropout(0.5))), torch.ones(4, 8)
    assert model.training and not torch.equal(model(x), model(x))
    model.eval()
    for _ in range(3):
        assert torch.equal(model(x), x) and not model[1][0].training
    model.train()
    assert not torch.equal(model(x), x) and model[1][0].training


@sees_to("Switching the mode does not stop the recording of gradients: that is said apart.")
def test_the_mode_does_not_stop_the_recording():
    model, x = nn.Linear(2, 3).eval(), torch.ones(4, 2)
    assert model(x).requires_grad
    with torch.no_grad():
        assert not model(x).requires_grad and not model.training


@sees_to(
    "One seed for all that PyTorch draws, on every device; or a generator of one's own, which goes on at every call."
)
def test_one_seed_for_all_that_pytorch_draws(monkeypatch):
    def draw():
        order = torch.utils.data.DataLoader(range(20), shuffle=True)
        drawn = [torch.rand(3), nn.Linear(3, 3).weight, nn.Dropout(0.5)(torch.ones(20)), torch.randperm(20)]
        return torch.cat([each.detach().flatten().double() for each in [*drawn, *order]])

    seeded = []
    monkeypatch.setattr(torch.cuda, "manual_seed_all", seeded.append)
    torch.manual_seed(7)
    first = draw()
    assert not torch.equal(draw(), first)
    torch.manual_seed(7)
    assert torch.equal(draw(), first)
    assert seeded == [7, 7], "all GPUs are seeded too"

    own = torch.Generator().manual_seed(7)
    one, two = torch.rand(3, generator=own), torch.rand(3, generator=own)
    assert not torch.equal(one, two)
    own.manual_seed(7)
    torch.rand(99)  # other draws are not its own
    assert torch.equal(torch.rand(3, generator=own), one)


@sees_to("Weights are saved by their names.", "To load them, the code that builds the model must be there.")
def test_weights_are_saved_by_their_names(tmp_path):
    model = nn.Sequential(nn.Linear(2, 3), nn.ReLU(), nn.Linear(3, 1))
    torch.save(model.state_dict(), tmp_path / "weights.pt")
    loaded = torch.load(tmp_path / "weights.pt", weights_only=True)
    assert [*loaded] == ["0.weight", "0.bias", "2.weight", "2.bias"]
    assert all(type(each) is torch.Tensor for each in loaded.values()), (
        "there is nothing that could be called"
    )
    with pytest.raises(RuntimeError, match="Missing key"):
        nn.Sequential(nn.ReLU(), nn.Linear(2, 3)).load_state_dict(loaded)


@sees_to("The loop is yours: empty the gradients, go forward, go backward, step.")
def test_the_loop_is_yours():
    assert not hasattr(nn.Module, "fit")
    model, x = nn.Linear(2, 1), torch.ones(4, 2)
    optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
    before = model.weight.detach().clone()
    model(x).sum().backward()
    assert torch.equal(model.weight, before), "no one steps by itself"
    optimizer.step()
    assert torch.allclose(model.weight, before - 0.1 * 4)
    optimizer.step()
    assert torch.allclose(model.weight, before - 0.2 * 4), "no one empties the gradients by itself"


@sees_to("torch.heaviside raises an error in backward; through >= no gradient flows.")
def test_heaviside_has_no_backward():
    x = torch.tensor([-1.0, 0.0, 2.0], requires_grad=True)
    with pytest.raises(RuntimeError, match="heaviside"):
        (torch.heaviside(x, torch.ones(())) + x).sum().backward()
    ((x >= 0).to(x.dtype) + x).sum().backward()
    assert x.grad.tolist() == [1, 1, 1], "from the other term alone"


@sees_to(
    "At z = 0 clamp passes the gradient on, as the rule does; relu would not.",
    "At a margin of 0 clamp passes the gradient on, as the rule does; relu would not.",
)
def test_at_0_clamp_passes_the_gradient_on():
    assert slope(lambda z: torch.clamp(-z, min=0), 0.0) == -1
    assert slope(lambda z: torch.relu(-z), 0.0) == 0
    assert slope(lambda z: torch.clamp(-z, min=0), 1.0) == 0, "and stops what is right"


def test_the_slope_is_the_derivative():
    assert slope(torch.exp, 1.0) == pytest.approx(np.e)


@sees_to("MaxPool2d pads an axis alike on both sides")
def test_max_pool2d_pads_alike():
    with pytest.raises((TypeError, ValueError, RuntimeError)):
        nn.MaxPool2d(2, padding=((0, 1), (0, 1)))(torch.ones(1, 1, 3, 3))
    assert nn.MaxPool2d((2, 1), 1, padding=(1, 0))(torch.ones(1, 1, 2, 2)).shape == (1, 1, 3, 2)


@sees_to('Conv2d refuses "same" with strides', "Conv2d pads an axis alike on both sides")
def test_conv2d_pads_alike_and_refuses_same_with_strides():
    with pytest.raises(ValueError, match="padding='same' is not supported for strided convolutions"):
        nn.Conv2d(1, 1, 2, stride=2, padding="same")
    with pytest.raises((TypeError, ValueError, RuntimeError)):
        nn.Conv2d(1, 1, 2, padding=((0, 1), (0, 1)))(torch.ones(1, 1, 3, 3))
    alike = nn.Conv2d(1, 1, 1, padding=(1, 0))(torch.ones(1, 1, 2, 2))
    assert alike.shape == (1, 1, 4, 2)


@sees_to("a layer that shifts has a scale: leave it at 1")
def test_a_batch_norm_that_shifts_has_a_scale():
    assert nn.BatchNorm1d(2, affine=True, bias=False).bias is None
    assert nn.BatchNorm1d(2, affine=False, bias=True).bias is None
    assert nn.BatchNorm1d(2).weight.tolist() == [1, 1]
