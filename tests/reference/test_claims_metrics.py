"""What references and lessons say of the metrics of both frameworks is so."""

import keras
import numpy as np
import pytest
import tensorflow as tf
import torch

from tests.claims import sees_to
from tests.precision import float64  # noqa: F401


def after(metric, *batch):
    """Return what a metric of Keras is after one batch."""
    metric.update_state(*batch)
    return metric.result()


@sees_to(
    "Keras has a metric for each, and PyTorch none; where nothing was found, or is to be found, 0 / 0 is 0 in Keras."
)
def test_of_nothing_there_is_no_share():
    assert not hasattr(torch, "metrics") and not hasattr(torch.nn, "Precision")
    assert after(keras.metrics.Precision(), [0, 1], [0.1, 0.2]) == 0
    assert after(keras.metrics.Recall(), [0, 0], [0.9, 0.2]) == 0


@sees_to("0 / 0 would be NaN.")
def test_zero_counts_divide_to_no_number():
    assert torch.isnan(torch.tensor(0) / torch.tensor(0))


@sees_to(
    "Without a threshold a class is found if its score is the largest of its sample, in Keras all of equals.",
    "In Keras a largest score of 0 finds nothing: shift logits that may be 0, or give it probabilities.",
)
def test_what_is_found_without_a_threshold():
    truth = np.ones((1, 3), "float32")
    for z, found in (([1, 1, 0], [1, 1, 0]), ([-1, -2, -2], [1, 0, 0]), ([0, -1, -1], [0, 0, 0])):
        score = after(keras.metrics.F1Score(), truth, np.array([z], "float32"))
        np.testing.assert_allclose(score, found, atol=1e-6)


def test_no_top_k_of_float64():
    z, y = np.array([[1.0, 2.0]]), np.array([1])
    with pytest.raises(tf.errors.InvalidArgumentError, match="double"):
        after(keras.metrics.SparseTopKCategoricalAccuracy(k=1), y, tf.constant(z))
    with pytest.raises(tf.errors.InvalidArgumentError, match="double"):
        tf.math.in_top_k(y, tf.constant(z), 1)


@sees_to(
    "Of equal scores none stands before another: a right class that is tied for the k-th place is among the k."
)
def test_all_of_equal_scores_are_among_the_k():
    z, y = np.zeros((3, 3), "float32"), np.arange(3)
    assert after(keras.metrics.SparseTopKCategoricalAccuracy(k=1), y, z) == 1


def test_a_masked_class_makes_every_answer_wrong_in_tensorflow():
    """What is declared as a difference, tried on the kernel alone."""
    z = tf.constant([[3.0, 2.0, -np.inf]] * 3)
    assert not tf.math.in_top_k([0, 1, 2], z, 2).numpy().any()
    assert tf.math.in_top_k([0, 1, 2], tf.maximum(z, -1e30), 2).numpy().tolist() == [True, True, False]


@sees_to("z.topk(k).indices leaves it open which of equal scores it takes, and wants k classes.")
def test_topk_takes_some_of_equal_scores():
    z, y = torch.zeros(3, 3), torch.arange(3)
    assert (z.topk(1).indices == y[:, None]).any(dim=1).sum() == 1
    with pytest.raises(RuntimeError, match="out of range"):
        z.topk(4)


@sees_to(
    "Rows are the true classes in all three; of equal scores the first wins in all three.",
)
def test_rows_are_true_and_the_first_of_equals_wins():
    matrix = tf.math.confusion_matrix([0, 0, 1], [1, 1, 1], 2).numpy()
    assert matrix.tolist() == [[0, 2], [0, 1]]
    assert keras.ops.argmax(np.zeros((1, 3)), axis=-1)[0] == torch.zeros(1, 3).argmax(dim=1)[0] == 0
    assert not [name for name in dir(keras.metrics) if "onfusion" in name]
    inside = keras.metrics.MeanIoU(2)
    after(inside, [0, 0, 1], [1, 1, 1])
    assert inside.total_cm.numpy().tolist() == matrix.tolist()


@sees_to(
    "Classes that are neither said nor true are left out of the mean; Keras divides in float32, whatever the model's.",
    "A class that is nowhere has no share, and none in the mean.",
)
def test_the_mean_intersection_over_union_of_keras():
    mean = after(keras.metrics.MeanIoU(3), [0, 0, 1], [0, 1, 1])
    assert keras.config.floatx() == "float64" and mean.dtype == "float32"
    assert float(mean) == pytest.approx(0.5, rel=1e-6), "a half of each of the two that are there"
