"""What the lessons of whole models say of the frameworks is so."""

import inspect

import keras
import numpy as np
import pytest
import torch
from keras import layers
from torch import nn

from comparisons.declaring.catalogue import load
from comparisons.judging.question import Question
from tests.claims import sees_to
from tests.precision import float32  # noqa: F401

RNG = np.random.default_rng(0)


@sees_to(
    "Three hidden layers and momentum: what one layer sends back too much or too little grows in all before it."
)
def test_a_gradient_that_is_scaled_in_one_layer_is_scaled_in_all_before_it():
    concept = load("models.deep_mlp")
    question = Question.draw(concept, concept.cases[0] | dict(epochs=1, batch_size=23, momentum=0.0))
    arrays, still = question.arrays, question.truth.outputs
    moved = {name: still[name] - arrays[name] for name in ("W1", "W2", "W3")}
    assert all(each.any() for each in moved.values())
    for factor in (0.5, 2.0):
        bent = dict(arrays) | dict(W4=factor * arrays["W4"])
        out = concept.function(**bent, **question.settings)
        ratios = [
            np.linalg.norm(out[name] - arrays[name]) / np.linalg.norm(moved[name])
            for name in ("W1", "W2", "W3")
        ]
        assert all((ratio - 1) * (factor - 1) > 0 for ratio in ratios)


@sees_to(
    "PyTorch flattens channels before rows and columns, Keras after them: the first dense layer is in another order."
)
def test_flattening_puts_channels_first_in_one_and_last_in_the_other():
    image = RNG.standard_normal((1, 2, 3, 4))
    assert np.array_equal(
        nn.Flatten()(torch.tensor(image.transpose(0, 3, 1, 2)))[0], image[0].transpose(2, 0, 1).ravel()
    )
    assert np.array_equal(layers.Flatten(dtype="float64")(image)[0], image[0].ravel())


@sees_to(
    "Keras's batch normalization keeps 0.99 of what ran along, PyTorch's 0.9, and calls it 0.1; ε is 1e-3 and 1e-5.",
    "In Keras the variance that runs along is the biased one, Σ(x − μ)² / m, in PyTorch the unbiased.",
)
def test_batch_norms_keep_other_shares_of_other_variances():
    x = RNG.standard_normal((5, 1))
    ours, theirs = nn.BatchNorm1d(1).double(), layers.BatchNormalization(dtype="float64")
    ours(torch.tensor(x))
    theirs(x, training=True)
    assert (ours.momentum, ours.eps, theirs.momentum, theirs.epsilon) == (0.1, 1e-5, 0.99, 1e-3)
    assert np.isclose(ours.running_var.item(), 0.9 + 0.1 * x.var(ddof=1))
    assert np.isclose(float(theirs.moving_variance[0]), 0.99 + 0.01 * x.var(ddof=0))


@sees_to(
    "PyTorch's block is ready, Keras's made of layers, whose normalization has an ε of 1e-3 if no other is named.",
    "Heads have 4 features or 1 here: of other powers of 2 Keras takes 1/√k through float32, see encoder_block.",
)
def test_blocks_and_their_normalization():
    assert nn.TransformerEncoderLayer(8, 2).norm1.eps == 1e-5
    assert layers.LayerNormalization().epsilon == 1e-3
    assert not [name for name in dir(layers) if "Encoder" in name or "Transformer" in name]
    for name in ("vision_transformer", "transformer_classifier", "tiny_gpt"):
        for case in load(f"models.{name}").cases:
            assert case["d"] // case.get("heads", 4) in (1, 4)
    assert np.float32(0.5) == 4**-0.5 and np.float64(np.float32(2**-0.5)) != 2**-0.5


@sees_to("PyTorch's block takes a mask of what is padding, Keras's attention one of what is there.")
def test_masks_of_padding_and_of_what_is_there():
    x = torch.tensor(RNG.standard_normal((1, 3, 4)), dtype=torch.float32)
    padding = torch.tensor([[False, False, True]])
    block = nn.TransformerEncoderLayer(4, 1, 5, dropout=0.0, batch_first=True).eval()
    other = x.clone()
    other[0, 2] = 9.0
    assert torch.allclose(
        block(x, src_key_padding_mask=padding)[:, :2], block(other, src_key_padding_mask=padding)[:, :2]
    )
    attention = layers.MultiHeadAttention(1, 4)
    there = ~padding.numpy()[:, None]
    one, two = (np.array(attention(each.numpy(), each.numpy(), attention_mask=there)) for each in (x, other))
    assert np.allclose(one[:, :2], two[:, :2])


@sees_to(
    "In Keras the loss is that of a model's own ``compute_loss``; the teacher's weights must be told not to be trained."
)
def test_a_teacher_is_trained_unless_it_is_told_not_to_be():
    reference = load("models.distillation").reference("keras")
    model = reference.build(2, 3, 4, 2)
    assert "compute_loss" in vars(type(model))
    assert "compute_loss" in inspect.getsource(keras.Model.__mro__[1])
    assert len(model.trainable_weights) == 4
    model.teacher.trainable = True
    assert len(model.trainable_weights) == 8


@sees_to(
    "In PyTorch an encoder's block takes the mask of a decoder and a hint besides; Keras's attention makes the mask."
)
def test_blocks_are_told_of_causality():
    x = RNG.standard_normal((1, 3, 4)).astype("float32")
    later = x.copy()
    later[0, 2] = 9.0
    block = nn.TransformerEncoderLayer(4, 1, 5, dropout=0.0, batch_first=True).eval()
    mask = nn.Transformer.generate_square_subsequent_mask(3)
    told = [block(torch.tensor(each), src_mask=mask, is_causal=True)[:, :2] for each in (x, later)]
    assert torch.allclose(*told)
    with pytest.raises(RuntimeError, match="attn_mask"):
        block(torch.tensor(x), is_causal=True)  # a hint alone is no mask
    attention = layers.MultiHeadAttention(1, 4)
    one, two = (np.array(attention(each, each, use_causal_mask=True)) for each in (x, later))
    assert np.allclose(one[:, :2], two[:, :2])
