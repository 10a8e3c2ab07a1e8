"""What is said of losses of numbers and of rates, entry by entry, is so."""

import inspect
import math

import keras
import numpy as np
import pytest
import tensorflow as tf
import torch
from keras import ops
from torch import nn
from torch.nn import functional

from tests.claims import sees_to
from tests.precision import float32  # noqa: F401

RNG = np.random.default_rng(0)
Y_HAT, Y, WEIGHT = (RNG.random((3, 2)).astype("float32") for _ in range(3))


def tensors(*arrays):
    return [torch.tensor(each) for each in arrays]


@sees_to(
    "Keras takes the mean over the last axis before it reduces: let each number have an axis of its own.",
)
def test_keras_takes_the_mean_over_the_last_axis_of_every_loss():
    for name in ("LogCosh", "Poisson", "MeanAbsolutePercentageError", "SquaredHinge"):
        loss = getattr(keras.losses, name)(reduction="none")
        each = loss(Y[..., None], Y_HAT[..., None])
        assert each.shape == Y.shape
        np.testing.assert_allclose(loss(Y, Y_HAT), np.mean(each, axis=1), rtol=1e-6)


@sees_to(
    "nn.L1Loss takes no weights; the function does, and divides by their sum.",
    "nn.HuberLoss takes no weights; the function does, and divides by the number of losses.",
    "The weighted mean divides by the sum of the weights: in Keras only if its reduction is mean_with_sample_weight.",
    "The weighted mean divides by the number of losses; that of PyTorch's absolute errors by the sum of the weights.",
)
def test_what_a_weighted_mean_divides_by():
    distances = WEIGHT * np.abs(Y_HAT - Y)
    hubers = distances * np.abs(Y_HAT - Y) / 2
    y_hat, y, weight = tensors(Y_HAT, Y, WEIGHT)
    assert not {"weight"} & {
        *inspect.signature(nn.L1Loss).parameters,
        *inspect.signature(nn.HuberLoss).parameters,
    }
    assert float(functional.l1_loss(y_hat, y, weight=weight)) == pytest.approx(
        distances.sum() / WEIGHT.sum(), rel=1e-6
    )
    assert float(functional.huber_loss(y_hat, y, weight=weight)) == pytest.approx(hubers.mean(), rel=1e-6)
    of_each = Y[..., None], Y_HAT[..., None], WEIGHT
    for reduction, divisor in (("mean_with_sample_weight", WEIGHT.sum()), ("sum_over_batch_size", Y.size)):
        loss = keras.losses.MeanAbsoluteError(reduction)
        assert float(loss(*of_each)) == pytest.approx(distances.sum() / divisor, rel=1e-6)
    assert float(keras.losses.Huber()(*of_each)) == pytest.approx(hubers.mean(), rel=1e-6)


@sees_to(
    "Keras alone has a class.",
    "Both frameworks lose the digits of a small error e, of which the loss is e² / 2.",
)
def test_log_cosh_has_no_digits_near_0():
    assert hasattr(keras.losses, "LogCosh") and not any("cosh" in name.lower() for name in dir(nn))
    e = torch.tensor(1e-4)
    right = 5e-9
    assert abs(float(torch.logaddexp(e, -e) - math.log(2)) - right) > 0.1 * right
    assert abs(float(keras.losses.LogCosh()(np.zeros(1), np.full(1, 1e-4))) - right) > 0.1 * right


@sees_to(
    "Neither framework has it ready.",
    "Where prediction and target are equal, maximum has another slope in each.",
)
def test_where_two_are_equal_maximum_has_two_slopes():
    for names in (dir(nn), dir(keras.losses)):
        assert not any("quantile" in name.lower() or "pinball" in name.lower() for name in names)
    x = torch.zeros((), requires_grad=True)
    torch.maximum(0.75 * x, -0.25 * x).backward()
    zero = tf.constant(0.0)
    with tf.GradientTape() as tape:
        tape.watch(zero)
        largest = ops.maximum(0.75 * zero, -0.25 * zero)
    assert float(x.grad) == 0.25 and float(tape.gradient(largest, zero)) == 0.75


@sees_to(
    "PyTorch takes the logarithm of the rate unless told otherwise, Keras the rate; it adds 1e-7 to it, not 1e-8.",
    "Keras's Poisson takes rates alone, and leaves log y! out.",
    "Source: McCullagh & Nelder, *Generalized Linear Models*, 1989, section 6.2; ε is of PyTorch's ``PoissonNLLLoss``.",
)
def test_what_a_poisson_loss_takes():
    zero, one = torch.zeros(()), torch.ones(())
    assert float(nn.PoissonNLLLoss()(zero, one)) == 1
    assert float(nn.PoissonNLLLoss(log_input=False)(zero, one)) == pytest.approx(-math.log(1e-8))
    assert float(keras.losses.Poisson()(np.ones(1), np.zeros(1))) == pytest.approx(-math.log(1e-7))
    assert not {"log_input", "full"} & inspect.signature(keras.losses.Poisson).parameters.keys()
    assert float(keras.losses.Poisson()(np.full(1, 9), np.ones(1))) == pytest.approx(1, abs=1e-5)
    assert inspect.signature(nn.PoissonNLLLoss).parameters["eps"].default == 1e-8


@sees_to(
    "PyTorch has no such loss.",
    "A target of 0 counts as 1e-7 in Keras, so that a single one outweighs all others.",
    "Source: Hyndman & Koehler, *Another Look at Measures of Forecast Accuracy*, International Journal of Forecasting "
    "22(4), 2006; ε is that of Keras's ``MeanAbsolutePercentageError``.",
)
def test_a_target_of_0_outweighs_all_others():
    assert not any("percentage" in name.lower() for name in dir(nn))
    loss = keras.losses.MeanAbsolutePercentageError()
    assert float(loss(np.zeros(1), np.ones(1))) == pytest.approx(1e9)


@sees_to(
    "Keras raises what is below 1e-7 to that, and adds 1 before it takes a logarithm; log1p does neither.",
    "Source: the documentation of Keras's ``MeanSquaredLogarithmicError``, which raises numbers below 10⁻⁷ to that.",
)
def test_a_prediction_below_0_has_no_gradient_in_keras():
    y_hat = tf.constant([-0.5])
    with tf.GradientTape() as tape:
        tape.watch(y_hat)
        loss = keras.losses.MeanSquaredLogarithmicError()(tf.ones(1), y_hat)
    assert (
        float(loss) == pytest.approx(math.log(2) ** 2, rel=1e-5) and float(tape.gradient(loss, y_hat)[0]) == 0
    )
    x = torch.tensor(-0.5, requires_grad=True)
    torch.log1p(x).backward()
    assert float(x.grad) == 2
    small, right = np.float32(1e-5), math.log1p(1e-5) ** 2
    of_small = keras.losses.MeanSquaredLogarithmicError()(np.zeros(1, "float32"), np.full(1, small))
    assert float(of_small) != pytest.approx(right, rel=1e-2), "1 + x has lost the digits of x"
    assert float(torch.log1p(torch.tensor(small)) ** 2) == pytest.approx(right, rel=1e-6)
