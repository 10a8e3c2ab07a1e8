"""What is said of regularization is so in the frameworks: factors, draws, edges."""

import keras
import numpy as np
import pytest
import tensorflow as tf
import torch
from torch import nn

from scratch.regularization.alpha_dropout import alpha_dropout, draw
from tests.claims import sees_to
from tests.precision import float64  # noqa: F401
from tests.reference.test_claims_layers import by_keras, by_pytorch

layers, regularizers = keras.layers, keras.regularizers


@sees_to(
    "PyTorch has no name for it: ``weight_decay`` of its optimizers is another penalty.",
    "A weight of exactly 0 is left alone by both frameworks.",
)
def test_an_l1_penalty_is_not_a_decay_of_weights():
    assert not [name for name in dir(nn) if name.lower().startswith("l1") and name != "L1Loss"]
    w = np.array([-2.0, 0.0, 1e-9])
    for _, dw in (by_pytorch(lambda w: 0.5 * w.abs().sum(), w), by_keras(regularizers.L1(0.5), w)):
        assert dw.tolist() == [-0.5, 0, 0.5]
    assert decayed(w, 0.5) == pytest.approx(-0.5 * w)


def decayed(w, decay):
    """Return by how much a step of PyTorch's gradient descent moves weights whose gradient is 0."""
    weight = nn.Parameter(torch.tensor(w))
    weight.grad = torch.zeros_like(weight)
    torch.optim.SGD([weight], lr=1.0, weight_decay=decay).step()
    return weight.detach().numpy() - w


@sees_to(
    "PyTorch's ``weight_decay`` is twice Keras's factor λ: its optimizers add δ w to the gradient, λ Σ w² adds 2 λ w.",
    "The ``weight_decay`` of an optimizer is twice this factor: it adds weight_decay * w to the gradient.",
)
def test_the_decay_of_weights_is_twice_the_factor_of_the_penalty():
    w = np.array([-2.0, 0.5, 3.0])
    for pull in (by_keras(regularizers.L2(0.25), w)[1], -decayed(w, 0.5)):
        assert pull == pytest.approx(0.5 * w)


@sees_to(
    'Keras\'s class has both factors 0 unless they are given; the word ``"l1_l2"`` of its documentation is refused.'
)
def test_an_elastic_net_without_factors():
    assert float(regularizers.L1L2()(tf.ones(3))) == 0
    assert "kernel_regularizer='l1_l2'" in regularizers.L1L2.__doc__
    with pytest.raises(ValueError, match="l1_l2"):
        layers.Dense(3, kernel_regularizer="l1_l2")


@sees_to(
    "Channels come last in Keras and second in PyTorch; PyTorch takes two axes for one sample, and drops its rows.",
    "A channel is left out where y is 0 at all places and x is not.",
)
def test_channels_are_left_out_whole():
    for y in (by_pytorch(nn.Dropout1d(0.5), np.ones((9, 8, 7)))[0].transpose(0, 2, 1),
              np.array(layers.SpatialDropout1D(0.5)(np.ones((9, 7, 8)), training=True)),
              by_pytorch(nn.Dropout1d(0.5), np.ones((8, 7)))[0].T):  # fmt: skip
        assert set(np.unique(y)) == {0, 2} and (y.max(-2) == y.min(-2)).all()
    with pytest.raises(ValueError, match="ndim=3, found ndim=2"):
        layers.SpatialDropout1D(0.5)(np.ones((8, 7)), training=True)


@sees_to(
    "A rate of 1, of which nothing stays, is 0 in PyTorch; Keras takes it, and fails when the layer is called.",
    "What was left out is read off the answer: of what x would be if it stays, and if not, y is the nearer.",
)
def test_alpha_dropout_of_everything():
    x = np.linspace(-2, 2, 9)
    y, dx = by_pytorch(nn.AlphaDropout(1.0), x)
    assert not y.any() and not dx.any() and not alpha_dropout(x, np.zeros(9, bool), rate=1.0)[0].any()
    layer = layers.AlphaDropout(1.0)
    with pytest.raises(ZeroDivisionError):
        layer(x, training=True)
    goes = alpha_dropout(x, np.zeros(9, bool), rate=0.5)[0]
    for y in (by_pytorch(nn.AlphaDropout(0.5), x)[0], np.array(layers.AlphaDropout(0.5)(x, training=True))):
        assert 0 < np.isclose(y, goes).sum() < 9


@pytest.mark.parametrize("rate", [0.1, 0.5, 0.9])
def test_alpha_dropout_keeps_mean_and_variance(rate):
    x, rng = np.random.default_rng(0).standard_normal(1_000_000), np.random.default_rng(1)
    y, _ = alpha_dropout(x, draw(rng, x.shape, rate=rate), rate=rate)
    assert y.mean() == pytest.approx(0, abs=0.01) and y.var() == pytest.approx(1, abs=0.02)


@sees_to(
    "No framework has a layer of this name; in Keras it is dropout with a ``noise_shape`` of 1 in all axes but the "
    "first.",
    "A sample is left out where y is 0 everywhere and x is not.",
)
def test_samples_are_left_out_whole():
    for module in (nn, layers):
        assert not [name for name in dir(module) if name.lower() in ("droppath", "stochasticdepth")]
    y = np.array(layers.Dropout(0.5, noise_shape=(None, 1, 1))(np.ones((20, 3, 4)), training=True))
    assert set(np.unique(y)) == {0, 2} and (y.max((1, 2)) == y.min((1, 2))).all()


@sees_to(
    "``torch.renorm`` is told the axis of units, whose norms it takes; Keras's ``axis`` is the one along which it adds "
    "up.",
    "Both divide by n + 1e-7: PyTorch where n is above the maximum, Keras always, so that small weights shrink, too.",
)
def test_norms_and_what_is_added_to_them():
    w = np.array([[3.0, 1e-7, 0.3], [4.0, 0.0, 0.4]])  # two inputs of three units
    pytorch = torch.renorm(torch.tensor(w), p=2, dim=1, maxnorm=2.0).numpy()
    other = np.array(keras.constraints.MaxNorm(2.0, axis=0)(w))
    assert np.array_equal(pytorch[:, 1:], w[:, 1:])
    assert pytorch[:, 0] == pytest.approx(w[:, 0] * 2 / (5 + 1e-7), rel=1e-15)
    assert other == pytest.approx(w * [2 / (5 + 1e-7), 0.5, 0.5 / (0.5 + 1e-7)], rel=1e-15)


@sees_to(
    "Keras keeps the last weights unless ``restore_best_weights`` is said; PyTorch has nothing of this kind.",
    "In Keras the first epoch is the best so far, even if its loss is no number, and a patience of 0 is that of 1.",
    "Its ``min_delta`` must be exceeded: what is better by just so much is not better.",
    "The callback knows from the metric that accuracy shall rise.",
)
def test_when_keras_stops():
    assert keras.callbacks.EarlyStopping().restore_best_weights is False
    assert not [name for name in dir(torch.optim) + dir(nn) if "stopping" in name.lower()]
    for patience in (0, 1):
        assert stopped([3.0, 2, 2, 1], patience=patience) == 2
    assert stopped([np.nan] * 5, patience=2) == 2 and stopped([2.0, np.nan, 1, 1], patience=2) is None
    assert stopped([2.0, 1.5], min_delta=0.5) == 1 and stopped([2.0, 1.25], min_delta=0.5) is None
    assert stopped([0.1, 0.2, 0.1], monitor="val_accuracy") == 2
    assert stopped([0.2, 0.1, 0.2], monitor="val_accuracy") == 1


def stopped(values, monitor="val_loss", **settings):
    """Return the epoch after which Keras stops, None if it does not."""
    model = keras.Sequential([keras.Input((1,)), layers.Dense(1)])
    model.compile("sgd", "mse", metrics=[keras.metrics.BinaryAccuracy("accuracy")])
    model.evaluate(np.ones((1, 1)), np.ones((1, 1)), verbose=0)  # builds the metrics
    callback = keras.callbacks.EarlyStopping(monitor, **settings)
    callback.set_model(model)
    callback.on_train_begin()
    model.stop_training = False
    for epoch, value in enumerate(values):
        callback.on_epoch_end(epoch, {monitor: value})
        if model.stop_training:
            return epoch
    return None


@sees_to(
    "Keras mirrors each image by itself, but cuts all that it is given at one place: crop before images become a "
    "batch.",
    "Its crop does nothing in inference, where images keep the size that they have.",
    "Its flip in both directions is in both or in none.",
    "What was drawn is read off the answer: pixels are all different, so that one place alone yields it.",
    "A call of RandomCrop cuts all its images at one place, so each has a call of its own.",
)
def test_flips_and_crops_in_keras():
    x = np.tile(np.arange(9.0 * 9).reshape(1, 9, 9, 1), (50, 1, 1, 1))
    crop = layers.RandomCrop(4, 4)
    together = np.array(crop(x, training=True))
    assert (together == together[0]).all() and together.shape == (50, 4, 4, 1)
    assert len({float(np.array(crop(image, training=True)).min()) for image in x}) > 10
    assert crop(x, training=False).shape == x.shape != crop.compute_output_shape(x.shape)
    ways = {
        mode: {tuple(image.ravel()) for image in np.array(layers.RandomFlip(mode)(x, training=True))}
        for mode in ("horizontal", "vertical", "horizontal_and_vertical")
    }
    right, down = x[0, :, ::-1], x[0, ::-1]
    assert ways["horizontal"] == {tuple(x[0].ravel()), tuple(right.ravel())}
    assert ways["vertical"] == {tuple(x[0].ravel()), tuple(down.ravel())}
    assert ways["horizontal_and_vertical"] == {tuple(x[0].ravel()), tuple(down[:, ::-1].ravel())}


@sees_to(
    "Keras's layer takes images and labels in one dict, and mixes both; a label has to be one-hot.",
    "Each of its images has a λ of its own, in the paper's code all of a minibatch have one.",
    "What was drawn is read off the labels: each image has a class of its own, so that of ỹ one number is λ, and 1 − λ "
    "stands at the partner's class.",
)
def test_mixup_in_keras():
    x, layer = np.arange(8.0).reshape(8, 1, 1, 1), layers.MixUp(1.0)
    mixed = layer(dict(images=x, labels=np.eye(8)), training=True)
    labels = np.array(mixed["labels"])
    assert np.array(mixed["images"]).ravel() == pytest.approx(labels @ x.ravel())
    assert labels.sum(axis=1) == pytest.approx(1) and (np.count_nonzero(labels, axis=1) <= 2).all()
    assert len(set(np.diagonal(labels))) > 2
    with pytest.raises(Exception, match=r"[Ss]hape|dimension"):
        layer(dict(images=np.ones((8, 1, 1, 1)), labels=np.ones((8, 3, 4))), training=True)
    classes = layer(dict(images=x, labels=np.arange(8.0)), training=True)["labels"]
    assert classes.shape == (8, 8), "numbers of classes are mixed all with all"


@sees_to(
    "Keras erases with noise unless ``fill_value`` is given, which it clips to ``value_range``.",
    "It draws height and width each by itself, the paper area and aspect ratio.",
    "Where a box lies is read off the answer: there y is not x.",
    "A single number would be the upper bound of a chance that is itself drawn.",
)
def test_random_erasing_in_keras():
    x = np.full((400, 16, 12, 1), 0.5)

    def erased(**settings):
        y = np.array(layers.RandomErasing(**settings)(x, training=True))
        return y, y[..., 0] != x[..., 0]

    y, where = erased(scale=(0.25, 0.25))
    assert len(np.unique(y[where])) > 100 and y.min() == 0
    assert np.unique(where.sum(axis=(1, 2))).tolist() == [0, 48], "half of each side, never another ratio"
    y, where = erased(scale=(0.25, 0.25), fill_value=2.0, value_range=(0, 1))
    assert (y[where] == 1).all()
    shares = [erased(factor=factor)[1].any(axis=(1, 2)).mean() for factor in (1.0, (1.0, 1.0))]
    assert shares[0] == pytest.approx(0.5, abs=0.1) and shares[1] == 1


@sees_to(
    "Keras's layer takes images and labels in one dict; its factor is at most 1, and as a single number another thing.",
    "A single number would be the upper bound of an α that is itself drawn.",
    "Its box lies in the image, the paper's may stick out.",
    "What was drawn is read off the labels, as of mixup; of the places that yield the very pixels one is drawn.",
)
def test_cutmix_in_keras():
    with pytest.raises(ValueError, match="factor"):
        layers.CutMix(2.0)
    assert layers.CutMix(0.5).factor[0] != layers.CutMix(0.5).factor[1] == 0.5
    images, labels = np.random.default_rng(0).random((200, 9, 9, 1)), np.eye(200)
    mixed = layers.CutMix((1.0, 1.0), seed=0)(dict(images=images, labels=labels), training=True)
    cut = (np.abs(np.array(mixed["images"]) - images) > 1e-6).mean(axis=(1, 2, 3))
    kept = np.diagonal(np.array(mixed["labels"]))
    others = kept < 1  # an image may be its own partner
    # A box that sticks out would be smaller than its share: here it is as large, but for pixels at its edge.
    assert np.abs(cut - (1 - kept))[others].max() < 2.5 / 9
    assert abs(np.mean((cut - (1 - kept))[others])) < 0.05
