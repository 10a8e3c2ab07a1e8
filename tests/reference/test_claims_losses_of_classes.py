"""What is said of losses of probabilities, of classes and of scores is so."""

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
    "Of an answer that is certain and wrong, p = 0 where y = 1, the loss is 100 in PyTorch and 16.1 in Keras."
)
def test_what_a_certain_and_wrong_answer_costs():
    assert float(nn.BCELoss()(torch.zeros(1), torch.ones(1))) == 100
    assert float(keras.losses.BinaryCrossentropy()(np.ones(1), np.zeros(1))) == pytest.approx(16.1, abs=0.05)


@sees_to(
    "nn.NLLLoss takes numbers of classes; a truth that is mixed of several is written out.",
    "Keras divides probabilities by their sum first: the same loss, but gradients that sum to 0 with p for weights.",
)
def test_keras_divides_probabilities_by_their_sum():
    p, y = tf.constant([[0.2, 0.3, 0.5]]), tf.constant([[0.5, 0.5, 0.0]])
    loss = keras.losses.CategoricalCrossentropy()
    with tf.GradientTape() as tape:
        tape.watch(p)
        value = loss(y, p)
    assert float(loss(y, 3 * p)) == pytest.approx(float(value), rel=1e-6)
    assert float(tf.reduce_sum(p * tape.gradient(value, p))) == pytest.approx(0, abs=1e-6)
    with pytest.raises(RuntimeError):
        nn.NLLLoss()(torch.log(torch.tensor(p.numpy())), torch.tensor(y.numpy()))


@sees_to(
    "The mean divides by the weights of the true classes; PyTorch leaves the label −100 out unless another is named.",
    "Keras has no loss of logarithms of probabilities.",
)
def test_what_a_negative_log_likelihood_counts():
    log_p, weight = torch.log(torch.tensor([[0.2, 0.8], [0.4, 0.6]])), torch.tensor([1.0, 3.0])
    loss = nn.NLLLoss(weight)(log_p, torch.tensor([0, 1]))
    assert float(loss) == pytest.approx(-(np.log(0.2) + 3 * np.log(0.6)) / 4, rel=1e-6)
    assert float(nn.NLLLoss(weight)(log_p, torch.tensor([0, -100]))) == pytest.approx(-np.log(0.2), rel=1e-6)
    for name in ("SparseCategoricalCrossentropy", "CategoricalCrossentropy"):
        assert not [
            each for each in inspect.signature(getattr(keras.losses, name)).parameters if "log_p" in each
        ]
    assert not any("likelihood" in name.lower() or "nll" in name.lower() for name in dir(keras.losses))


@sees_to("Where classes were moved to the second axis of four, as a view, the gradient is refused.")
def test_the_gradient_of_a_view_is_refused():
    log_p = torch.zeros(2, 3, 2, 4, requires_grad=True)
    y = torch.zeros(2, 3, 2, dtype=torch.long)
    with pytest.raises(RuntimeError, match="contiguous"):
        nn.NLLLoss()(log_p.permute(0, 3, 1, 2), y).backward()
    nn.NLLLoss()(log_p.permute(0, 3, 1, 2).contiguous(), y).backward()
    assert log_p.grad is not None


@sees_to(
    "PyTorch takes the logarithm of the prediction, Keras probabilities; the mean over samples is called batchmean.",
    "The mean of PyTorch's kl_div is over all numbers, which is no divergence; its batchmean is.",
    "Keras takes both as probabilities.",
)
@pytest.mark.filterwarnings("ignore:reduction. 'mean' divides")
def test_what_a_divergence_takes():
    p, q = np.array([[0.5, 0.5], [0.25, 0.75]]), np.array([[0.25, 0.75], [0.5, 0.5]])
    each = (p * np.log(p / q)).sum(axis=1)
    log_q, truth = torch.tensor(np.log(q)), torch.tensor(p)
    assert float(functional.kl_div(log_q, truth, reduction="batchmean")) == pytest.approx(each.mean())
    assert float(functional.kl_div(log_q, truth)) == pytest.approx(each.mean() / 2)
    assert float(keras.losses.KLDivergence()(p, q)) == pytest.approx(each.mean(), rel=1e-5)


@sees_to(
    "PyTorch has no such loss.",
    "Keras takes labels of 0 and 1, too, and makes −1 of 0 if a batch has no other labels.",
    "nn.HingeEmbeddingLoss is another loss: of distances, whose margin is for one class alone.",
    "nn.MultiMarginLoss is another loss: it adds up what all other classes cost, and divides by the number of classes.",
)
def test_what_is_called_hinge():
    assert {name for name in dir(nn) if "Hinge" in name} == {"HingeEmbeddingLoss"}
    assert not any("percentage" in name.lower() for name in dir(nn))
    z, hinge = np.array([0.5, 0.5]), keras.losses.Hinge()
    assert float(hinge(np.array([0, 1]), z)) == float(hinge(np.array([-1, 1]), z)) == 1
    apart = nn.HingeEmbeddingLoss(reduction="none")(torch.tensor(z), torch.tensor([-1.0, 1.0]))
    assert apart.tolist() == [0.5, 0.5], "1 − 0.5 and 0.5 itself"
    scores = torch.tensor([[2.0, 1.5, 1.0]])
    assert float(nn.MultiMarginLoss()(scores, torch.tensor([0]))) == pytest.approx((0.5 + 0) / 3)


@sees_to(
    "Written out in PyTorch, with clamp.",
    "At the edge of the margin it has a slope, which is 0, and no kink.",
)
def test_a_squared_hinge_has_no_kink():
    z = torch.tensor([0.999, 1.0, 1.001], requires_grad=True)
    (torch.clamp(1 - z, min=0) ** 2).sum().backward()
    assert z.grad.tolist() == pytest.approx([-0.002, 0, 0], abs=1e-6)


@sees_to(
    "Keras lets the true class score 0 among its rivals: where all others score less, its loss is too large.",
    "amax shares the gradient among rivals that score the same; max gives it to one.",
)
def test_rivals_of_a_true_class():
    y, z = np.array([[1.0, 0.0, 0.0]]), np.array([[-1.0, -3.0, -3.0]])
    assert float(keras.losses.CategoricalHinge()(y, z)) == 2, "and 1 + −3 − −1 is below 0"
    for largest, right in (("amax", [0.5, 0.5]), ("max", [1, 0])):
        x = torch.zeros(2, requires_grad=True)
        found = getattr(x, largest)(dim=0)
        (found if largest == "amax" else found.values).backward()
        assert x.grad.tolist() == right


@sees_to(
    "Keras has no such loss.",
    "Without a margin two scores that are equal cost nothing and are driven apart all the same.",
)
def test_equal_scores_are_driven_apart():
    a = torch.zeros((), requires_grad=True)
    loss = nn.MarginRankingLoss()(a, torch.zeros(()), torch.ones(()))
    loss.backward()
    assert loss.item() == 0 and a.grad.item() == -1
    assert not any("ranking" in name.lower() for name in dir(keras.losses))


@sees_to(
    "In both frameworks a setting of the cross-entropy, 0 by default.",
    "The true class, too, gets its share of ε.",
)
def test_smoothed_labels_give_every_class_a_share():
    z, y = torch.tensor([[1.0, -2.0, 0.5]]), torch.tensor([[0.0, 1.0, 0.0]])
    smoothed = torch.tensor([[0.1, 0.8, 0.1]])  # 0.3 / 3 for each
    plain = float(nn.CrossEntropyLoss()(z, smoothed))
    assert float(nn.CrossEntropyLoss(label_smoothing=0.3)(z, y)) == pytest.approx(plain, rel=1e-6)
    loss = keras.losses.CategoricalCrossentropy(from_logits=True, label_smoothing=0.3)
    assert float(loss(y.numpy(), z.numpy())) == pytest.approx(plain, rel=1e-6)
    for each in (nn.CrossEntropyLoss, keras.losses.CategoricalCrossentropy):
        assert inspect.signature(each).parameters["label_smoothing"].default == 0


@sees_to(
    "PyTorch's mean is of losses that are divided by their numbers of labels; Keras's is not, and it computes in "
    "float32.",
    "PyTorch takes logarithms of probabilities and wants the frames first, Keras takes logits and the sequences first.",
    "It takes logarithms of probabilities, frames first.",
    "keras.losses.CTC has the blank 0, counts the labels by their not being 0, and takes all frames.",
)
def test_what_a_ctc_loss_takes_and_means():
    z = np.random.default_rng(0).standard_normal((2, 5, 4))
    y, counts = np.array([[1, 2], [3, 0]]), np.array([2, 1])
    log_p = torch.tensor(z).log_softmax(-1).transpose(0, 1)
    given = log_p, torch.tensor(y), torch.tensor([5, 5]), torch.tensor(counts)
    losses, mean = (nn.CTCLoss(reduction=reduction)(*given).numpy() for reduction in ("none", "mean"))
    assert mean == pytest.approx(np.mean(losses / counts))
    loss = keras.losses.CTC()(y, z)
    assert float(loss) == pytest.approx(np.mean(losses), rel=1e-6) and float(loss) != np.mean(losses)
    exact = keras.ops.ctc_loss(y, z, counts, np.array([5, 5]))
    assert exact.dtype == "float64" and np.array_equal(exact, np.array(exact, "float32"))


@sees_to("Where γ is less than 1, the power of 0 has an infinite slope: of a sample that is certain.")
def test_the_slope_of_a_power_at_0():
    doubt = torch.zeros(2, requires_grad=True)
    slopes = [torch.autograd.grad((doubt**gamma).sum(), doubt)[0].tolist() for gamma in (0.5, 1.0, 2.0)]
    assert slopes == [[np.inf] * 2, [1.0] * 2, [0.0] * 2]
