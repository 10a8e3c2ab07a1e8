"""What is said of activations is so in the frameworks: their corners, their limits, their digits."""

import inspect

import keras
import mpmath
import numpy as np
import pytest
import torch
from mpmath import mpf
from torch import nn

from scratch.activations.log_softmax import log_softmax
from tests.claims import sees_to
from tests.precision import float64  # noqa: F401
from tests.reference.test_claims_layers import by_keras, by_pytorch, in_all

layers, activations = keras.layers, keras.activations


def both(module, layer, x):
    """Return (output, gradient of its sum) of PyTorch and of Keras."""
    return by_pytorch(module, np.asarray(x)), by_keras(layer, np.asarray(x))


@sees_to(
    "Both frameworks multiply x by σ(x) as they stand: −∞ becomes NaN, and of ±∞ the gradient does.",
    "Both frameworks multiply x by the tanh as they stand: of −∞ y becomes NaN, and of ±∞ the gradient does.",
)
@pytest.mark.parametrize(("module", "name"), [(nn.SiLU(), "silu"), (nn.Mish(), "mish")])
def test_a_smooth_gate_has_no_number_at_infinity(module, name):
    for y, dx in both(module, layers.Activation(name), [-np.inf, np.inf, -1e4, 1e4]):
        assert np.isnan(y[0]) and y[1:].tolist() == [np.inf, 0, 1e4]
        assert np.isnan(dx[:2]).all() and dx[2:].tolist() == [0, 1]


@sees_to(
    "PyTorch takes Φ as (1 + erf) / 2, which has no digits left far below zero; Keras takes erfc, and keeps them.",
    "But TensorFlow has √½ in float32, also for float64 numbers.",
    "Both multiply infinities by 0.",
)
def test_a_gelu_in_its_tail_and_at_infinity():
    pytorch, other = both(nn.GELU(), layers.Activation("gelu"), [-9.0, 1.0, -np.inf])
    right = mpmath.ncdf(-9) * -9
    assert pytorch[0][0] == 0 and other[0][0] == pytest.approx(float(right), rel=1e-5, abs=0)
    for y, dx in (pytorch, other):
        assert np.isnan(y[2]) and np.isnan(dx[2])
    off = [abs(y[1] / float(mpmath.ncdf(1)) - 1) for y, _ in (pytorch, other)]
    assert off[0] < 1e-15 < 1e-9 < off[1] < 1e-7


def test_of_infinity_pytorchs_gelu_is_no_number_where_it_computes_four_float32_at_once():
    """Not declared, as it is no rule: the limit is ∞, and ∞ it is in float64, and for one number alone."""
    many, one = torch.full((4,), torch.inf), torch.full((1,), torch.inf)
    gelu = nn.functional.gelu
    assert gelu(many.double()).isposinf().all() and gelu(one).isposinf() and not gelu(many).isneginf().any()


@sees_to(
    "In both frameworks it has to be asked for: without ``approximate`` their activation is the GELU itself.",
    "Both have no digits left of 1 + tanh far below zero, and multiply infinities by 0.",
    "TensorFlow has 0.044715 in float32, also for float64 numbers.",
)
def test_a_gelu_by_a_tanh():
    module, layer = nn.GELU(approximate="tanh"), lambda x: activations.gelu(x, approximate=True)
    pytorch, other = both(module, layer, [-9.0, 1.0, -np.inf])
    for y, dx in (pytorch, other):
        assert y[0] == 0 and np.isnan(y[2]) and np.isnan(dx[2])
    right = float(1 / (1 + mpmath.exp(-2 * mpmath.sqrt(2 / mpmath.pi) * mpf("1.044715"))))
    off = [abs(y[1] / right - 1) for y, _ in (pytorch, other)]
    assert off[0] < 1e-15 < 1e-11 < off[1] < 1e-8
    assert inspect.signature(activations.gelu).parameters["approximate"].default is False
    assert inspect.signature(nn.GELU).parameters["approximate"].default == "none"


@sees_to("PyTorch calls it Hardswish.", "Of −∞ both frameworks make NaN, and of ±∞ Keras's gradient is NaN.")
def test_a_hard_gate_has_no_number_at_infinity():
    pytorch, other = both(nn.Hardswish(), layers.Activation("hard_silu"), [-np.inf, np.inf, 1.0])
    for y, dx in (pytorch, other):
        assert np.isnan(y[0]) and y[1:] == pytest.approx([np.inf, 2 / 3]) and dx[2] == pytest.approx(5 / 6)
    assert pytorch[1][:2].tolist() == [0, 1] and np.isnan(other[1][:2]).all()


@sees_to("Keras has no β: its softplus takes βx, and is divided by β.")
def test_keras_has_no_beta():
    assert list(inspect.signature(activations.softplus).parameters) == ["x"]
    x = np.array([-3.0, 0.0, 3.0])
    assert np.array(keras.ops.softplus(0.5 * x) / 0.5) == pytest.approx(
        nn.Softplus(0.5)(torch.tensor(x)).numpy()
    )


@sees_to("From βx = 20 on PyTorch returns x itself, which is 2e-9 off: in float64 give it a threshold of 40.")
def test_pytorch_has_a_softplus_that_is_straight_above_20():
    x = np.array([20.001])
    right = x + np.log1p(np.exp(-x))
    assert by_pytorch(nn.Softplus(), x)[0] == x and right - x == pytest.approx(2e-9, rel=0.05)
    assert by_pytorch(nn.Softplus(0.5), 2 * x)[0] == 2 * x
    assert by_pytorch(nn.Softplus(threshold=40), x)[0] == pytest.approx(right, rel=1e-15)


@sees_to(
    "Taken from the logit it is finite in both frameworks; the logarithm of their sigmoid is −∞ at −800."
)
def test_log_sigmoid_is_finite():
    for (y, _), sigmoid in zip(
        both(nn.LogSigmoid(), layers.Activation("log_sigmoid"), [-800.0]),
        both(nn.Sigmoid(), layers.Activation("sigmoid"), [-800.0]),
        strict=True,
    ):
        assert y == -800 and sigmoid[0] == 0


@sees_to(
    "Both frameworks divide ∞ by ∞: of ±∞ y becomes NaN.",
    "PyTorch has the slope as a difference, in which the digits of a large x cancel.",
)
def test_softsign_has_no_number_at_infinity_and_pytorch_loses_its_slope():
    pytorch, other = both(nn.Softsign(), layers.Activation("softsign"), [-np.inf, np.inf, 1e12])
    for y, _ in (pytorch, other):
        assert np.isnan(y[:2]).all() and y[2] == 1 - 1e-12
    assert other[1][2] == pytest.approx(1e-24, rel=1e-9, abs=0) and abs(pytorch[1][2] - 1e-24) > 1e-29


@sees_to("In Keras it is a ReLU with a largest value; in both corners the three send nothing back.")
def test_relu6_sends_nothing_back_in_its_corners():
    for y, dx in both(nn.ReLU6(), layers.ReLU(max_value=6), [-1.0, 0, 3, 6, 7]):
        assert y.tolist() == [0, 0, 3, 6, 6] and dx.tolist() == [0, 0, 1, 0, 0]


@sees_to(
    "Keras's own has fixed bounds: with others it is clip.",
    "In both corners PyTorch sends nothing back, Keras all.",
)
def test_the_corners_of_hard_tanh():
    assert list(inspect.signature(activations.hard_tanh).parameters) == ["x"]
    x = [-2.0, -1, 0, 1, 2]
    for layer in (layers.Activation("hard_tanh"), lambda x: keras.ops.clip(x, -1, 1)):
        pytorch, other = both(nn.Hardtanh(), layer, x)
        assert pytorch[0].tolist() == other[0].tolist() == [-1, -1, 0, 1, 1]
        assert pytorch[1].tolist() == [0, 0, 1, 0, 0] and other[1].tolist() == [0, 1, 1, 1, 0]


@sees_to(
    "Both frameworks have the slope 1/6, not the older 0.2.",
    "PyTorch's gradient takes this 1/6 in float32, also for float64 numbers.",
)
def test_the_slope_of_hard_sigmoid():
    pytorch, other = both(nn.Hardsigmoid(), layers.Activation("hard_sigmoid"), [0.0, 1.0])
    for y, dx in (pytorch, other):
        assert y == pytest.approx([1 / 2, 4 / 6]) and dx == pytest.approx(1 / 6, rel=1e-7)
    assert other[1][0] == 1 / 6 != pytorch[1][0] == float(np.float32(1 / 6))


@sees_to(
    "Both frameworks have the slope as 1 − (1 − tanh² x): of a small x nothing is left of it.",
    "Source: PyTorch's documentation of ``torch.nn.Tanhshrink``.",
)
def test_tanh_shrink_is_what_is_told_and_loses_its_slope():
    assert r"\text{Tanhshrink}(x) = x - \tanh(x)" in nn.Tanhshrink.__doc__
    for _, dx in both(nn.Tanhshrink(), layers.Activation("tanh_shrink"), [1e-9, 1.0]):
        assert dx[0] == 0 and dx[1] == pytest.approx(np.tanh(1) ** 2)


@sees_to(
    "Keras calls λ threshold.",
    "In both frameworks λ itself becomes 0: only what is larger passes.",
    "Keras calls λ threshold; in its corners, ±λ, it sends nothing back in either framework.",
)
@pytest.mark.parametrize(
    ("module", "function", "passed"),
    [(nn.Hardshrink, activations.hard_shrink, 0.75), (nn.Softshrink, activations.soft_shrink, 0.25)],
)
def test_a_shrinkage_is_shut_at_lambda(module, function, passed):
    for y, dx in both(module(0.5), lambda x: function(x, threshold=0.5), [-0.5, 0.5, 0.75]):
        assert y.tolist() == [0, 0, passed] and dx.tolist() == [0, 0, 1]


@sees_to("Neither framework has defaults for θ and v.", "A number that is θ itself is replaced in both.")
def test_a_threshold_replaces_itself():
    for parameters in (
        inspect.signature(nn.Threshold).parameters,
        inspect.signature(activations.threshold).parameters,
    ):
        assert [each for each in parameters.values() if each.default not in (each.empty, False)] == []
    for y, dx in both(nn.Threshold(1, -7), lambda x: activations.threshold(x, 1.0, -7.0), [0.5, 1.0, 1.5]):
        assert y.tolist() == [-7, -7, 1.5] and dx.tolist() == [0, 0, 1]


@sees_to(
    "At 0 Keras has the slope of the upper side, λ, PyTorch that of the lower, λα.",
    "TensorFlow takes e^x − 1 and has the slope from the value: digits are lost just below zero, and far below.",
)
def test_the_corner_of_a_selu_and_its_digits():
    pytorch, other = both(nn.SELU(), layers.Activation("selu"), [0.0, -1e-17, -40.0])
    assert pytorch[1][0] == pytest.approx(1.7580993408) and other[1][0] == pytest.approx(1.0507009873)
    assert pytorch[0][1] == pytest.approx(-1.7580993408e-17, rel=1e-9, abs=0) and other[0][1] == 0
    assert pytorch[1][2] == pytest.approx(1.7580993408 * np.exp(-40), rel=1e-9, abs=0) and other[1][2] == 0


@sees_to(
    "At 0 Keras has the slope 2, where it is 1: both terms that it adds up let the gradient pass.",
    "PyTorch's gradient takes α in float32, also for float64 numbers.",
)
def test_the_slope_of_celu():
    pytorch, other = both(nn.CELU(0.3), lambda x: activations.celu(x, alpha=0.3), [-1e-9, 0.0, 1e-9, -1.0])
    assert pytorch[1][:3] == pytest.approx(1, rel=1e-6) and other[1][:3] == pytest.approx([1, 2, 1])
    alpha = float(np.float32(0.3))
    assert other[1][3] == pytest.approx(np.exp(-1 / 0.3), rel=1e-14)
    assert pytorch[1][3] == pytest.approx(0.3 / alpha * np.exp(-1 / alpha), rel=1e-14)


@sees_to(
    "PyTorch has none of its own.",
    "As the paper writes it, with x + √(x² + b), it has no digits left far below zero; Keras writes it so.",
)
def test_squareplus_has_no_digits_left():
    assert not [name for place in (nn, nn.functional) for name in dir(place) if "squareplus" in name.lower()]
    x = np.array([-1e9])
    assert by_keras(activations.squareplus, x)[0] == 0 == x + np.sqrt(x**2 + 4)


@sees_to(
    "Where probabilities round to 0 their logarithms are finite in all three; those of softmax itself are −∞."
)
def test_log_softmax_is_finite():
    module, layer = nn.LogSoftmax(-1), activations.log_softmax
    for y, _ in in_all(log_softmax, module, layer, [0.0, -1000.0]):
        assert y.tolist() == [0, -1000]
    for y, _ in both(nn.Softmax(-1), layers.Softmax(), [0.0, -1000.0]):
        assert y.tolist() == [1, 0]


@sees_to(
    "PyTorch has one slope, or one a channel; Keras one for each entry of a sample, but for the shared axes.",
    "At 0 PyTorch sends a dy back, Keras nothing.",
    "shared_axes counts the axes after that of the samples from 1, and all that share a slope are named.",
)
def test_the_slopes_of_a_prelu():
    def slopes(**settings):
        layer = layers.PReLU(**settings)
        layer.build((None, 5, 4, 3))
        return tuple(layer.alpha.shape)

    assert slopes() == (5, 4, 3) and slopes(shared_axes=[1, 2]) == (1, 1, 3)
    assert tuple(nn.PReLU().weight.shape) == (1,) and tuple(nn.PReLU(3).weight.shape) == (3,)
    layer = layers.PReLU("ones")
    pytorch, other = both(nn.PReLU(init=1.0, dtype=torch.float64), layer, np.zeros((1, 1)))
    assert pytorch[1] == 1 and other[1] == 0
