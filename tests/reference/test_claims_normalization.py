"""What is said of normalization is so: where ε stands and how large it is, which axes are taken, what is refused."""

import inspect

import keras
import numpy as np
import pytest
import tensorflow as tf
import torch
from torch import nn
from torch.nn import functional
from torch.nn.utils.parametrizations import spectral_norm, weight_norm

from tests.claims import sees_to
from tests.precision import float64  # noqa: F401

layers, ops = keras.layers, keras.ops
X = np.random.default_rng(0).standard_normal((2, 3, 4)) * [1, 2, 3, 4] + 0.5


def default(callee, name):
    return inspect.signature(callee).parameters[name].default


def scored(x, axis, epsilon=0.0):
    return (x - x.mean(axis, keepdims=True)) / np.sqrt(x.var(axis, keepdims=True) + epsilon)


def tensor(x):
    return torch.tensor(x)


@sees_to(
    "Both put ε under the root; PyTorch has 1e-5, Keras 1e-3, which has to be passed when a model is carried over.",
    "Both take the last axis, PyTorch several if it is given their sizes, Keras any that ``axis`` names.",
)
def test_axes_and_epsilon_of_layer_norms():
    small = 0.01 * X
    assert nn.LayerNorm(4)(tensor(small)).detach().numpy() == pytest.approx(scored(small, -1, 1e-5))
    assert np.array(layers.LayerNormalization()(small)) == pytest.approx(scored(small, -1, 1e-3))
    assert nn.LayerNorm((3, 4), eps=0.1)(tensor(X)).detach().numpy() == pytest.approx(scored(X, (1, 2), 0.1))
    for axis in (1, (1, 2)):
        layer = layers.LayerNormalization(axis=axis, epsilon=0.1)
        assert np.array(layer(X)) == pytest.approx(scored(X, axis, 0.1))


@sees_to(
    "Both put ε under the root, and no two agree on it: without eps PyTorch takes the eps of the dtype, 1.2e-7 in "
    "float32.",
    "Keras's layer has 1e-6, its function 1e-7.",
    "The layer always has a scale.",
)
def test_every_root_mean_square_has_another_epsilon():
    small = 1e-4 * X

    def right(epsilon):
        return small / np.sqrt((small**2).mean(-1, keepdims=True) + epsilon)

    assert nn.RMSNorm(4)(tensor(small)).detach().numpy() == pytest.approx(right(2.2e-16))
    narrow = nn.RMSNorm(4, dtype=torch.float32)(tensor(small).float()).detach().numpy()
    assert narrow == pytest.approx(right(np.finfo("float32").eps), rel=1e-5)
    layer = layers.RMSNormalization()
    assert np.array(layer(small)) == pytest.approx(right(1e-6))
    assert np.array(ops.rms_normalization(small)) == pytest.approx(right(1e-7))
    assert len(layer.trainable_weights) == 1
    assert not {"scale", "center"} & inspect.signature(layers.RMSNormalization).parameters.keys()


def test_a_layer_that_scales_along_the_wrong_axis():
    """What is declared as a difference, in a layer alone: the second axis is normalized, the last is scaled."""
    layer = layers.RMSNormalization(axis=1, epsilon=0.0)
    layer.build((None, 2, 2))
    layer.scale.assign([1.0, 10.0])
    y = np.array(layer(np.ones((1, 2, 2))))
    assert y.tolist() == [[[1, 10], [1, 10]]]
    other = layers.RMSNormalization(axis=1)
    with pytest.raises(tf.errors.InvalidArgumentError, match="Incompatible shapes"):
        other(X[:, :2])


@sees_to(
    "PyTorch takes the channels second, Keras last; groups are channels side by side in both.",
    "Both put ε under the root, PyTorch 1e-5, Keras 1e-3.",
    "A single sample with one value a group PyTorch refuses.",
)
def test_groups_lie_side_by_side():
    small = 0.01 * X
    for epsilon, y in (
        (1e-3, np.array(layers.GroupNormalization(2)(small))),
        (1e-5, nn.GroupNorm(2, 4)(tensor(small.swapaxes(1, 2))).detach().numpy().swapaxes(1, 2)),
    ):
        halves = [scored(half, (1, 2), epsilon) for half in (small[..., :2], small[..., 2:])]
        assert y == pytest.approx(np.concatenate(halves, -1))
    one = torch.ones(1, 2, 1)
    with pytest.raises(ValueError, match="Expected more than 1 value per channel"):
        nn.GroupNorm(2, 2)(one)
    assert nn.GroupNorm(2, 2)(one.expand(2, 2, 1)).abs().max() == 0


def test_a_variance_that_is_lost_in_channels_last_memory():
    """What is declared as a difference, at its worst: in float32, far from 0, nothing is left of the variance."""
    x = np.random.default_rng(0).standard_normal((1, 4, 8, 8)) + 1e4
    right = scored(x.reshape(1, 2, 2, 8, 8), (2, 3, 4)).reshape(x.shape)
    narrow = tensor(x).float()
    together = nn.functional.group_norm(narrow, 2).numpy()
    apart = nn.functional.group_norm(narrow.contiguous(memory_format=torch.channels_last), 2).numpy()
    assert np.abs(together - right).max() < 0.01 and np.abs(apart - right).max() > 1


@sees_to(
    "PyTorch's InstanceNorm has no scale and shift unless it is built with affine=True; Keras has no layer of that "
    "name.",
    "In Keras it is GroupNormalization with groups=-1, and its ε is 1e-3, PyTorch's 1e-5.",
    "Of a single pixel Keras makes β, PyTorch an error, in inference too.",
    "a group a channel",
)
def test_instances():
    assert not list(nn.InstanceNorm2d(3).parameters()) and not hasattr(layers, "InstanceNormalization")
    small = 0.01 * X
    layer = layers.GroupNormalization(-1)
    assert np.array(layer(small)) == pytest.approx(scored(small, 1, 1e-3))
    y = nn.InstanceNorm1d(4)(tensor(small.swapaxes(1, 2))).numpy().swapaxes(1, 2)
    assert y == pytest.approx(scored(small, 1, 1e-5))
    layer.beta.assign([1, 2, 3, 4])
    assert np.array(layer(X[:, :1])).tolist() == [[[1, 2, 3, 4]]] * 2
    for mode in (True, False):
        with pytest.raises(ValueError, match="Expected more than 1 spatial element"):
            nn.InstanceNorm1d(4).train(mode)(torch.ones(2, 4, 1))


@sees_to(
    "PyTorch normalizes along the second axis unless it is told another, Keras along the last.",
    "In both a length is at least ε, 1e-12, and x is divided by it; TensorFlow's l2_normalize has that ε under the "
    "root, where it is a length of 1e-6.",
    "The layer has no ε to set; the function, whose ε is 1e-7 if none is given, has.",
    "Source: Salton, Wong & Yang, *A Vector Space Model for Automatic Indexing*, Communications of the ACM 18(11), "
    "1975; ε as in PyTorch's documentation of ``torch.nn.functional.normalize``.",
)
def test_lengths():
    assert r"\frac{v}{\max(\lVert v \rVert_p, \epsilon)}" in functional.normalize.__doc__
    for y, axis in ((functional.normalize(tensor(X)).numpy(), 1), (layers.UnitNormalization()(X), -1)):
        assert np.sqrt((np.array(y) ** 2).sum(axis)) == pytest.approx(1)
    short = np.array([[3e-13, 4e-13]])  # a length of 5e-13
    assert functional.normalize(tensor(short)).numpy() == pytest.approx(short / 1e-12)
    assert np.array(layers.UnitNormalization()(short)) == pytest.approx(short / 1e-12)
    assert np.array(tf.math.l2_normalize(short)) == pytest.approx(short / 1e-6)
    assert np.array(ops.normalize(short)) == pytest.approx(short / 1e-7)
    assert "epsilon" not in inspect.signature(layers.UnitNormalization).parameters


@sees_to(
    "Neither framework has it as a layer of its own: it is one weight a channel, and a product.",
    "Where images have their channels second, as in PyTorch, γ needs two axes more: c 1 1.",
)
def test_layer_scale_is_nobodys():
    for place in (nn, layers):
        assert not [name for name in dir(place) if "layerscale" in name.lower().replace("_", "")]
    images, gamma = torch.ones(1, 2, 3, 2), torch.tensor([1.0, 2.0])
    assert torch.equal((images * gamma[:, None, None])[0, 1], 2 * images[0, 1])
    assert not torch.equal((images * gamma)[0, 1], 2 * images[0, 1])


@sees_to(
    "PyTorch divides α by the size, the paper and TensorFlow do not: its alpha is α times the size.",
    "PyTorch's alpha is divided by the size, the paper's is not.",
    "TensorFlow takes not the size but ``depth_radius``, the neighbours on either side, and calls k ``bias``.",
    "Neither has the defaults of the paper: PyTorch's k is 1, TensorFlow has a radius of 5, an α of 1 and a β of 0.5.",
    "The kernel takes images of float32 alone, and as many neighbours on either side.",
    "An even size, which TensorFlow cannot have, has one neighbour more before than after in PyTorch.",
)
def test_neighbours():
    kernel, ones = tf.nn.local_response_normalization, np.ones((1, 5, 1, 1))
    pytorch = nn.LocalResponseNorm(3, alpha=3.0, beta=1.0, k=1.0)(tensor(ones)).ravel().tolist()
    x = ones.reshape(1, 1, 1, 5)
    tensorflow = kernel(x.astype("float32"), depth_radius=1, bias=1.0, alpha=1.0, beta=1.0)
    for y in (pytorch, np.ravel(tensorflow)):
        assert y == pytest.approx([1 / 3, 1 / 4, 1 / 4, 1 / 4, 1 / 3])
    even = nn.LocalResponseNorm(2, alpha=2.0, beta=1.0)(tensor(ones)).ravel().tolist()
    assert even == pytest.approx([1 / 2, 1 / 3, 1 / 3, 1 / 3, 1 / 3])
    assert [default(kernel, name) for name in ("depth_radius", "bias", "alpha", "beta")] == [5, 1, 1, 0.5]
    assert default(nn.LocalResponseNorm, "k") == 1
    for refused in (tf.constant(x), tf.constant(x[0], tf.float32)):
        with pytest.raises(tf.errors.InvalidArgumentError):
            kernel(refused)


@sees_to(
    "Keras's Normalization takes the variance, not σ, and the σ that it divides by is never less than 1e-7.",
    "Data that it is adapted to have the variance divided by their number, as ``correction=0`` has it in PyTorch, "
    "whose ``std`` divides by one less.",
    "Source: LeCun, Bottou, Orr & Müller, *Efficient BackProp*, in Neural Networks: Tricks of the Trade, 1998, "
    "section 4.3; ε as in Keras's ``keras.layers.Normalization``.",
)
def test_standardization():
    assert float(layers.Normalization(mean=[1.0], variance=[4.0])(np.array([[3.0]]))[0, 0]) == 1
    never = layers.Normalization(mean=[1.0], variance=[0.0])(np.array([[1.5]]))
    assert float(never[0, 0]) == pytest.approx(0.5e7)
    layer, data = layers.Normalization(), np.array([[1.0], [3.0]])
    layer.adapt(data)
    assert float(layer(np.array([[3.0]]))[0, 0]) == 1 == tensor(data).std(correction=0).item()
    assert tensor(data).std().item() == pytest.approx(np.sqrt(2))


@sees_to(
    "PyTorch keeps g as ``original0`` and v as ``original1`` of the weight's parametrization; Keras has no such layer.",
    "PyTorch's dim=0, the default, has one length for each output, dim=None one for the whole matrix.",
)
def test_where_lengths_and_directions_are_kept():
    layer = weight_norm(nn.Linear(4, 3))
    kept = layer.parametrizations.weight
    assert kept.original0.shape == (3, 1) and kept.original1.shape == (3, 4)
    with torch.no_grad():
        kept.original0.fill_(2.0)
    assert layer.weight.norm(dim=1).tolist() == pytest.approx([2, 2, 2])
    assert weight_norm(nn.Linear(4, 3), dim=None).parametrizations.weight.original0.shape == ()
    assert not [name for name in dir(layers) if "weightnorm" in name.lower()]


@sees_to(
    "PyTorch keeps W and normalizes what it gives out; Keras overwrites the kernel by the normalized one, in training.",
)
def test_whose_kernel_is_overwritten():
    layer = spectral_norm(nn.Linear(3, 2))
    kept = layer.parametrizations.weight.original.clone()
    for _ in range(100):
        layer(torch.ones(1, 3))
    assert torch.equal(layer.parametrizations.weight.original, kept)
    assert torch.linalg.matrix_norm(layer.weight, 2).item() == pytest.approx(1)
    dense = layers.Dense(2)
    normalized = layers.SpectralNormalization(dense, power_iterations=100)
    normalized(np.ones((1, 3)))
    before = dense.kernel.numpy()
    normalized(np.ones((1, 3)), training=False)
    assert np.array_equal(dense.kernel.numpy(), before)
    normalized(np.ones((1, 3)), training=True)
    assert np.linalg.norm(dense.kernel.numpy(), 2) == pytest.approx(1) != np.linalg.norm(before, 2)
