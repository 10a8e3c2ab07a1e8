"""What is said of losses of embeddings and masks, and of focal losses, is so."""

import inspect

import keras
import numpy as np
import pytest
import tensorflow as tf
import torch
from torch import nn
from torch.nn import functional

from tests.claims import sees_to


@sees_to(
    "Keras's loss is the cosine negated, PyTorch's function the cosine itself.",
    "nn.CosineEmbeddingLoss is 1 − cos of pairs that belong together, and max(0, cos − margin) of those that do not.",
)
def test_signs_of_cosines():
    a, b = np.array([[1.0, 0.0]], "float32"), np.array([[0.6, 0.8]], "float32")
    assert float(keras.losses.CosineSimilarity()(a, b)) == pytest.approx(-0.6)
    a, b = torch.tensor(a), torch.tensor(b)
    assert float(functional.cosine_similarity(a, b)) == pytest.approx(0.6)
    for y, right in ((1.0, 0.4), (-1.0, 0.1)):
        assert float(nn.CosineEmbeddingLoss(margin=0.5)(a, b, torch.tensor([y]))) == pytest.approx(right)


@sees_to(
    "The third argument is the variance, not its root.",
    "PyTorch counts less than 1e-6 as that but moves it.",
    "maximum would stop the gradient of a variance that is too small: what it adds is taken for a constant.",
)
def test_what_a_gaussian_takes():
    zero, variance = torch.zeros(1), torch.zeros(1, requires_grad=True)
    assert nn.GaussianNLLLoss()(zero, 2 * torch.ones(1), 4 * torch.ones(1)).item() == pytest.approx(
        (np.log(4) + 1) / 2
    )
    loss = nn.GaussianNLLLoss()(zero, zero, variance)
    loss.backward()
    assert loss.item() == pytest.approx(np.log(1e-6) / 2) and variance.grad.item() == pytest.approx(5e5)
    v = tf.zeros(1)
    with tf.GradientTape() as tape:
        tape.watch(v)
        largest = keras.ops.maximum(v, 1e-6)
    assert float(tape.gradient(largest, v)[0]) == 0


@sees_to("PyTorch adds 1e-6 to every number of a difference before it takes the length.")
def test_what_is_added_to_a_difference():
    a = torch.zeros(1, 4, dtype=torch.float64)
    assert functional.pairwise_distance(a, a).item() == pytest.approx(2e-6)
    far = a + 10
    assert nn.TripletMarginLoss(margin=20.0)(a, a, far).item() == pytest.approx(
        20 + 2e-6 - 20 + 2e-6, abs=1e-9
    )


@sees_to(
    "Neither framework has it.",
    "In the paper y = 1 means that a pair does not belong together; in other code it does.",
    "Neither framework has it: it is the cross-entropy of similarities, whose true class is the number of the query.",
)
def test_the_pair_of_label_1_is_driven_apart():
    from scratch.losses.contrastive import contrastive

    a, b = np.zeros((1, 2)), np.array([[0.1, 0.0]])
    losses = [contrastive(a, b, [y], epsilon=0.0)[0] for y in (0, 1)]
    assert losses == pytest.approx([0.1**2 / 2, 0.9**2 / 2])
    together = nn.CosineEmbeddingLoss()(torch.ones(1, 2), torch.ones(1, 2), torch.ones(1))
    assert together.item() == pytest.approx(0, abs=1e-6), "there a label of 1 is a pair that belongs together"
    for each in (dir(nn), dir(keras.losses)):
        assert not any("contrastive" in name.lower() or name.endswith("NCE") for name in each)


@sees_to(
    "Keras sums over the whole batch unless it is given axes.",
    "Without an axis all samples of a batch are taken for one.",
)
def test_the_whole_batch_is_one_sample():
    y, p = np.array([[1.0, 1.0], [0.0, 1.0]]), np.array([[1.0, 1.0], [1.0, 0.0]])
    each = keras.losses.Dice(axis=(1,), reduction=None)(y, p)
    assert each.numpy() == pytest.approx([0, 1], abs=1e-6)
    assert float(keras.losses.Dice()(y, p)) == pytest.approx(1 - 4 / 6, rel=1e-6)


@sees_to(
    "Keras's alpha weighs misses and its beta false alarms, the other way round than its documentation and the paper."
)
def test_alpha_and_beta_are_exchanged():
    y, p = np.array([1.0, 1.0, 0.0]), np.array([1.0, 0.0, 0.0])
    assert float(keras.losses.Tversky(alpha=1.0, beta=0.0)(y, p)) == pytest.approx(0.5), (
        "there is a miss alone"
    )
    assert float(keras.losses.Tversky(alpha=0.0, beta=1.0)(y, p)) == pytest.approx(0, abs=1e-6)
    assert "alpha: coefficient controlling incidence of false positives" in keras.losses.tversky.__doc__


@sees_to("Keras leaves the weights α and 1 − α out, unless apply_class_balancing is set.")
def test_classes_are_not_balanced():
    assert (
        inspect.signature(keras.losses.BinaryFocalCrossentropy).parameters["apply_class_balancing"].default
        is False
    )
    y, z = np.array([1.0]), np.array([0.0])
    plain = keras.losses.BinaryFocalCrossentropy(from_logits=True)(y, z)
    balanced = keras.losses.BinaryFocalCrossentropy(True, from_logits=True)(y, z)
    assert float(balanced) == pytest.approx(0.25 * float(plain))


@sees_to(
    "Keras clips the probabilities that it makes of logits: what is less likely than 1e-7 has no gradient."
)
def test_what_is_less_likely_has_no_gradient():
    y, z = tf.constant([[0.0, 1.0]]), tf.constant([[20.0, 0.0]])
    with tf.GradientTape() as tape:
        tape.watch(z)
        loss = keras.losses.CategoricalFocalCrossentropy(from_logits=True)(y, z)
    assert float(loss) == pytest.approx(-0.25 * np.log(1e-7), rel=1e-5)
    assert np.all(tape.gradient(loss, z) == 0)
