"""What references and lessons say of the losses of both frameworks is so."""

import inspect

import keras
import numpy as np
import pytest
import tensorflow as tf
import torch
from torch import nn
from torch.nn import functional

from tests.claims import sees_to

RNG = np.random.default_rng(0)
Y_HAT, Y, WEIGHT = (RNG.random((3, 2)).astype("float32") for _ in range(3))
SQUARED = (Y_HAT - Y) ** 2


@sees_to(
    "Keras takes the mean over the last axis before it weighs or reduces: let each number have an axis of its own.",
    "PyTorch averages over all numbers at once, Keras over the last axis and then over the others: the same mean.",
)
def test_keras_takes_the_mean_over_the_last_axis_first():
    def loss(reduction):
        return keras.losses.MeanSquaredError(reduction)

    np.testing.assert_allclose(loss(None)(Y, Y_HAT), SQUARED.mean(axis=1), rtol=1e-6)
    np.testing.assert_allclose(loss("sum")(Y, Y_HAT), SQUARED.mean(axis=1).sum(), rtol=1e-6)
    np.testing.assert_allclose(loss(None)(Y[..., None], Y_HAT[..., None]), SQUARED, rtol=1e-6)
    weighed = loss(None)(Y[..., None], Y_HAT[..., None], sample_weight=WEIGHT)
    np.testing.assert_allclose(weighed, WEIGHT * SQUARED, rtol=1e-6)
    assert nn.MSELoss(reduction="none")(*map(torch.tensor, (Y_HAT, Y))).shape == Y.shape
    for mean in (loss("sum_over_batch_size")(Y, Y_HAT), nn.MSELoss()(*map(torch.tensor, (Y_HAT, Y)))):
        assert float(mean) == pytest.approx(SQUARED.mean(), rel=1e-6)


@sees_to("nn.MSELoss takes no weights; the function does, and divides by their sum.")
def test_weights_divide_in_the_function():
    assert "weight" not in inspect.signature(nn.MSELoss).parameters
    y_hat, y, weight = map(torch.tensor, (Y_HAT, Y, WEIGHT))
    assert float(functional.mse_loss(y_hat, y, weight=weight)) == pytest.approx(
        (WEIGHT * SQUARED).sum() / WEIGHT.sum(), rel=1e-6
    )


@sees_to("Keras has no loss in which a yes weighs more than a no; TensorFlow has.")
def test_a_yes_weighs_more_in_tensorflow_alone():
    assert (
        not {"pos_weight", "class_weight"}
        & inspect.signature(keras.losses.BinaryCrossentropy).parameters.keys()
    )
    z, y = np.array([-2.0, 0.5]), np.array([1.0, 0.0])
    once, twice = (tf.nn.weighted_cross_entropy_with_logits(y, z, weight).numpy() for weight in (1.0, 2.0))
    assert twice[0] == pytest.approx(2 * once[0]) and twice[1] == once[1]


def test_tensorflows_weighted_loss_has_a_wrong_gradient_at_0():
    """What is declared as a difference, tried on the kernel alone: beside 0 the slope is −t/2, at 0 it is not."""
    z = tf.constant([-1e-6, 0.0, 1e-6])
    with tf.GradientTape() as tape:
        tape.watch(z)
        loss = tf.nn.weighted_cross_entropy_with_logits(tf.ones(3), z, 2.0)
    assert tape.gradient(loss, z).numpy() == pytest.approx([-1, 0, -1], abs=1e-5)


@sees_to("Keras weighs samples, not the classes in a truth that is mixed of several.")
def test_keras_weighs_samples():
    assert "class_weight" not in inspect.signature(keras.losses.CategoricalCrossentropy).parameters
    y, z = np.array([[0.5, 0.5], [1, 0]], "float32"), np.array([[0, 2], [0, 2]], "float32")
    each = keras.losses.CategoricalCrossentropy(from_logits=True, reduction=None)
    np.testing.assert_allclose(each(y, z, sample_weight=np.array([3, 1])), each(y, z) * [3, 1], rtol=1e-6)


@sees_to("SparseCategoricalCrossentropy has neither weights of classes nor smoothed labels.")
def test_what_keras_has_not_of_the_sparse_loss():
    known = inspect.signature(keras.losses.SparseCategoricalCrossentropy).parameters
    assert not {"label_smoothing", "class_weight", "weight"} & known.keys()


@sees_to("The truth is a number for each sample; some labels may say that a sample does not count.")
def test_of_labels_that_do_not_count_the_mean_is_no_number_or_0():
    z, y = np.zeros((2, 3), "float32"), np.array([-1, -1])
    theirs = nn.CrossEntropyLoss(ignore_index=-1)(torch.tensor(z), torch.tensor(y))
    keras_mean = keras.losses.SparseCategoricalCrossentropy(from_logits=True, ignore_class=-1)(y, z)
    assert torch.isnan(theirs) and float(keras_mean) == 0
    one = nn.CrossEntropyLoss(ignore_index=-1)(torch.tensor(z), torch.tensor([-1, 0]))
    assert float(one) == pytest.approx(np.log(3)), "one of the two counts"
