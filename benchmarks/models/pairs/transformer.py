"""A transformer's encoder with padding masked; Keras subclassed, its attention MultiHeadAttention."""

import keras
import numpy as np
import torch
from keras import layers, ops
from torch import nn

from benchmarks.models.pairs.lived import lived


class Encoder(nn.Module):
    """Two layers of nn.TransformerEncoder over words and places; the mean over the words decides."""

    def __init__(self, words=40, length=10, width=16, classes=3):
        super().__init__()
        self.words = nn.Embedding(words, width)
        self.places = nn.Parameter(torch.zeros(length, width))
        layer = nn.TransformerEncoderLayer(
            width, 4, 32, dropout=0.1, activation="gelu", batch_first=True, norm_first=False
        )
        self.encoder = nn.TransformerEncoder(layer, 2, enable_nested_tensor=False)
        self.head = nn.Linear(width, classes)

    def forward(self, ids):
        x = self.words(ids) * 4.0 + self.places
        x = self.encoder(x, src_key_padding_mask=ids == 0)
        kept = (ids != 0).unsqueeze(-1).to(x.dtype)
        return self.head((x * kept).sum(1) / kept.sum(1))


class EncoderBlock(layers.Layer):
    """Attention, a dense network, and a normalization after each."""

    def __init__(self, width, heads, inner, rate=0.1, **kwargs):
        super().__init__(**kwargs)
        self.attention = layers.MultiHeadAttention(heads, width // heads, dropout=rate, name="attention")
        self.norm1 = layers.LayerNormalization(epsilon=1e-5, name="norm1")
        self.dense1 = layers.Dense(inner, activation="gelu", name="dense1")
        self.dense2 = layers.Dense(width, name="dense2")
        self.norm2 = layers.LayerNormalization(epsilon=1e-5, name="norm2")
        self.dropout = layers.Dropout(rate)
        self.dropout1 = layers.Dropout(rate)
        self.dropout2 = layers.Dropout(rate)

    def call(self, x, mask=None, training=False):
        a = self.attention(x, x, attention_mask=mask, training=training)
        x = self.norm1(x + self.dropout1(a, training=training))
        y = self.dropout(self.dense1(x), training=training)
        y = self.dropout2(self.dense2(y), training=training)
        return self.norm2(x + y)


class KerasEncoder(keras.Model):
    """The same network in Keras."""

    def __init__(self, words=40, length=10, width=16, classes=3):
        super().__init__()
        self.words = layers.Embedding(words, width, name="words")
        self.places = layers.Embedding(length, width, name="places")
        self.block1 = EncoderBlock(width, 4, 32, name="block1")
        self.block2 = EncoderBlock(width, 4, 32, name="block2")
        self.head = layers.Dense(classes, name="head")

    def call(self, ids, training=False):
        x = self.words(ids) * 4.0
        x = x + self.places(ops.arange(ids.shape[1]))
        mask = ops.not_equal(ids, 0)[:, None, :]
        x = self.block1(x, mask=mask, training=training)
        x = self.block2(x, mask=mask, training=training)
        kept = ops.cast(ops.not_equal(ids, 0), x.dtype)[:, :, None]
        x = ops.sum(x * kept, axis=1) / ops.sum(kept, axis=1)
        return self.head(x)


def carry(source, target):
    """Copy PyTorch's weights into Keras."""
    state = {name: tensor.numpy() for name, tensor in source.state_dict().items()}
    width, heads = 16, 4
    target.words.set_weights([state["words.weight"]])
    target.places.set_weights([state["places"]])
    for number, block in enumerate((target.block1, target.block2)):
        of = f"encoder.layers.{number}"
        weights = []
        for w, b in zip(
            np.split(state[f"{of}.self_attn.in_proj_weight"], 3),
            np.split(state[f"{of}.self_attn.in_proj_bias"], 3),
            strict=True,
        ):
            weights += [w.T.reshape(width, heads, -1), b.reshape(heads, -1)]
        out = state[f"{of}.self_attn.out_proj.weight"].T.reshape(heads, -1, width)
        block.attention.set_weights([*weights, out, state[f"{of}.self_attn.out_proj.bias"]])
        block.norm1.set_weights([state[f"{of}.norm1.weight"], state[f"{of}.norm1.bias"]])
        block.norm2.set_weights([state[f"{of}.norm2.weight"], state[f"{of}.norm2.bias"]])
        block.dense1.set_weights([state[f"{of}.linear1.weight"].T, state[f"{of}.linear1.bias"]])
        block.dense2.set_weights([state[f"{of}.linear2.weight"].T, state[f"{of}.linear2.bias"]])
    target.head.set_weights([state["head.weight"].T, state["head.bias"]])


def build(seed):
    """Return both models, the inputs as PyTorch takes them, and the port of the weights."""
    torch.manual_seed(seed)
    keras.utils.set_random_seed(seed)
    ids = np.random.default_rng(seed).integers(1, 40, (4, 10))
    ids[:2, 7:] = 0
    model = Encoder().to(getattr(torch, keras.config.floatx()))
    port = KerasEncoder()
    port(ids)
    return lived(model, torch.as_tensor(ids)), port, (ids,), carry
