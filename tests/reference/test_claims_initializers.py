"""What the lessons of initializers say of the frameworks is so."""

import inspect
import math

import keras
import numpy as np
import pytest
import torch
from torch import nn

from tests.claims import sees_to

WIDE = (300, 200)  # inputs and outputs; so many numbers have their deviation to a hundredth


def by_torch(fill, **settings):
    """Return what PyTorch draws for a matrix of inputs and outputs, in its own order."""
    torch.manual_seed(0)
    return fill(torch.empty(WIDE[::-1]), **settings).numpy()


def by_keras(initializer):
    return np.asarray(initializer(WIDE))


def keras_named(name, **settings):
    return by_keras(getattr(keras.initializers, name)(seed=0, **settings))


@sees_to("If nothing is said, the deviation is 1 in PyTorch and 0.05 in Keras.")
def test_normal():
    assert by_torch(nn.init.normal_).std() == pytest.approx(1, rel=0.02)
    assert keras_named("RandomNormal").std() == pytest.approx(0.05, rel=0.02)


@sees_to(
    "If nothing is said, PyTorch draws from 0 to 1, and Keras from −0.05 to 0.05.",
    "Source: Keras's ``RandomUniform``.",
)
def test_uniform():
    ones, theirs = by_torch(nn.init.uniform_), keras_named("RandomUniform")
    assert (ones.min(), ones.max()) == pytest.approx((0, 1), abs=0.001)
    assert (theirs.min(), theirs.max()) == pytest.approx((-0.05, 0.05), abs=0.0001)


@sees_to(
    "Source: Krizhevsky, Sutskever & Hinton, *ImageNet Classification with Deep Convolutional Neural Networks*, "
    "NIPS 2012, section 5, with σ = 0.01; 0.05 is Keras's.",
)
def test_the_deviation_is_that_of_keras():
    assert inspect.signature(keras.initializers.RandomNormal).parameters["stddev"].default == 0.05


@sees_to(
    "Keras cuts at two deviations; PyTorch at −2 and 2, whatever the deviation is, unless one names other bounds.",
    "The bounds are numbers, not deviations: with a small std alone nothing would be cut.",
    "Source: Keras's ``TruncatedNormal``.",
)
def test_where_the_bell_is_cut():
    assert np.abs(keras_named("TruncatedNormal", stddev=0.1)).max() == pytest.approx(0.2, rel=0.01)
    assert np.abs(by_torch(nn.init.trunc_normal_, std=0.1)).max() > 0.35
    assert np.abs(by_torch(nn.init.trunc_normal_, std=10.0)).max() <= 2
    assert keras_named("TruncatedNormal", stddev=0.1).std() == pytest.approx(0.08796, rel=0.01)


@sees_to(
    "Keras has it, and widens a normal that it cuts; in PyTorch one computes the deviation oneself.",
    "Source: Keras's ``VarianceScaling``; the argument is that of He, Zhang, Ren & Sun, *Delving Deep into "
    "Rectifiers*, ICCV 2015, section 2.2.",
    "which the cut leaves of 1",
)
def test_what_is_cut_is_widened():
    theirs = keras_named("VarianceScaling", scale=300.0)
    assert theirs.std() == pytest.approx(1, rel=0.01)
    assert np.abs(theirs).max() == pytest.approx(2 / 0.87962566103423978, rel=0.01)
    assert not [name for name in dir(nn.init) if "variance" in name or "scal" in name]


@sees_to(
    "PyTorch draws from the whole bell, Keras from one that is cut at two deviations and as much wider.",
    "PyTorch draws from the whole bell, Keras cuts and widens it; the slope of a leaky ReLU is known to PyTorch alone.",
    "Keras has it by name, cut at two deviations; in PyTorch it is Kaiming's without an activation, and not cut.",
)
@pytest.mark.parametrize(
    ("fill", "settings", "name", "variance"),
    [
        (nn.init.xavier_normal_, {}, "GlorotNormal", 2 / 500),
        (nn.init.kaiming_normal_, {}, "HeNormal", 2 / 300),
        (nn.init.kaiming_normal_, dict(nonlinearity="linear"), "LecunNormal", 1 / 300),
    ],
)
def test_normals_of_one_deviation_and_two_laws(fill, settings, name, variance):
    ours, theirs = by_torch(fill, **settings), keras_named(name)
    assert ours.std() == pytest.approx(theirs.std(), rel=0.02) == pytest.approx(math.sqrt(variance), rel=0.02)
    assert np.abs(theirs).max() < 2.28 * math.sqrt(variance) < 3.5 * math.sqrt(variance) < np.abs(ours).max()
    assert not {"slope", "a", "negative_slope"} & set(
        inspect.signature(keras.initializers.HeNormal).parameters
    )


@sees_to("PyTorch knows the slope of a leaky ReLU; its layers draw their weights so, but with a slope of √5.")
def test_layers_draw_as_kaiming_with_another_slope():
    torch.manual_seed(0)
    layer = nn.Linear(*WIDE).weight.detach().numpy()
    assert np.array_equal(layer, by_torch(nn.init.kaiming_uniform_, a=math.sqrt(5)))
    assert np.abs(layer).max() == pytest.approx(1 / math.sqrt(300), rel=0.01)


@sees_to(
    "Keras has it by name; in PyTorch it is Kaiming's without an activation.",
    "With no activation Kaiming's is LeCun's.",
)
def test_lecun():
    bound = math.sqrt(3 / 300)
    assert np.abs(by_torch(nn.init.kaiming_uniform_, nonlinearity="linear")).max() == pytest.approx(
        bound, rel=0.01
    )
    assert np.abs(keras_named("LecunUniform")).max() == pytest.approx(bound, rel=0.01)
    assert not [name for name in dir(nn.init) if "lecun" in name]
