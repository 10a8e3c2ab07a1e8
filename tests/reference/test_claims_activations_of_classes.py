"""What is said of gates and of those activations that share 1 among classes is so in the frameworks."""

import keras
import numpy as np
import pytest
import torch
from keras import ops
from torch.nn import functional

from comparisons.declaring.catalogue import load
from tests.claims import sees_to
from tests.precision import float64  # noqa: F401

X = np.random.default_rng(0).standard_normal((5, 6))


@sees_to("In both frameworks the second half is the gate, the first is what passes.")
def test_the_second_half_of_a_glu_is_the_gate():
    x = np.array([[2.0, 3.0, 1e3, -1e3]])
    for y in (functional.glu(torch.tensor(x)), keras.activations.glu(x)):
        assert np.array(y).tolist() == [[2.0, 0.0]]


@sees_to(
    "Which half goes through SiLU is a matter of the model: exchange halves of the weights.",
    "Which half goes through GELU is a matter of the model: exchange halves of the weights.",
)
@pytest.mark.parametrize(("name", "gate"), [("swiglu", functional.silu), ("geglu", functional.gelu)])
def test_the_halves_of_the_weights_say_which_one_is_the_gate(name, gate):
    W = np.random.default_rng(1).standard_normal((6, 8))
    value, opens = (torch.tensor(X @ W)).chunk(2, dim=-1)
    y, _ = load(f"activations.{name}").function(X @ np.concatenate([W[:, 4:], W[:, :4]], axis=1))
    np.testing.assert_allclose(y, value * gate(opens), rtol=1e-12, atol=1e-12)


@sees_to(
    "Keras's sparsemax does not sum to 1 unless one class takes all: write it by hand, as PyTorch's users have to."
)
def test_keras_adds_up_what_sparsemax_takes_the_last_of():
    shared, alone = (
        np.array(keras.activations.sparsemax(np.array([x]))) for x in ([0.5, 0.4, -2], [3.0, 1, 0])
    )
    assert alone.tolist() == [[1, 0, 0]]
    np.testing.assert_allclose(shared, [[0.3, 0.2, 0]], rtol=1e-12)
    np.testing.assert_allclose(load("activations.sparsemax").function([[0.5, 0.4, -2]])[0], [[0.55, 0.45, 0]])
    assert not hasattr(functional, "sparsemax")


@sees_to(
    "PyTorch has a function for it; in Keras it is written of uniform numbers.",
    "What was drawn is read off y.",
    "The noise is known but for a constant for all classes, which changes nothing: what is tried is the law of "
    "differences.",
    "functional.gumbel_softmax(hard=True) returns this h alone.",
)
def test_the_noise_of_a_gumbel_softmax_is_read_off_it_but_for_a_constant():
    x = torch.tensor(X, requires_grad=True)
    torch.manual_seed(0)
    y = functional.gumbel_softmax(x, 0.7)
    noise = 0.7 * y.detach().log() - x.detach()
    for constant in (0.0, 3.0):
        np.testing.assert_allclose(
            ((x + noise + constant) / 0.7).softmax(-1).detach(), y.detach(), rtol=1e-12
        )
    torch.manual_seed(0)
    hard = functional.gumbel_softmax(x, 0.7, hard=True)
    assert torch.equal(hard, functional.one_hot(y.argmax(-1), 6))
    weights = torch.tensor(X[::-1].copy())
    gradients = [torch.autograd.grad((each * weights).sum(), x)[0] for each in (hard, y)]
    np.testing.assert_allclose(*gradients, rtol=1e-12)
    assert not any(hasattr(module, "gumbel_softmax") for module in (ops, keras.activations, keras.layers))


@sees_to("From the smallest number on, or the logarithm of 0 would be drawn.")
def test_keras_draws_0_among_uniform_numbers():
    u = keras.random.uniform((4000, 4000), dtype="float32", seed=1)
    assert float(ops.min(u)) == 0 and float(ops.min(keras.random.uniform((9,), minval=1e-30, seed=1))) > 0
