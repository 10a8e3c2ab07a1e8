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

RNG = np.random.default_rng(0)
Y_HAT, Y, WEIGHT = (RNG.random((3, 2)).astype("float32") for _ in range(3))


def tensors(*arrays):
    return [torch.tensor(each) for each in arrays]


@sees_to(
    "Keras takes the mean over the last axis before it reduces: let each number have an axis of its own.",
)
def test_keras_takes_the_mean_over_the_last_axis_of_every_loss():
    for name in ("LogCosh", "Poisson", "MeanAbsolutePercentageError", "MeanSquaredLogarithmicError"):
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
