"""What is said of regularization is so in the frameworks: factors, draws, edges."""

import keras
import numpy as np
import pytest
import tensorflow as tf
import torch
from torch import nn

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
