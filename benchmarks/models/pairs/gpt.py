"""A small GPT, causal, with the words' own weights as its head; Keras subclassed, its attention in keras.ops."""

import math

import keras
import numpy as np
import torch
from keras import layers, ops
from torch import nn
from torch.nn import functional as F

from benchmarks.models.pairs.lived import lived


class Attention(nn.Module):
    """Causal attention with one projection for query, key and value."""

    def __init__(self, width, heads):
        super().__init__()
        self.heads = heads
        self.c_attn = nn.Linear(width, 3 * width)
        self.c_proj = nn.Linear(width, width)

    def forward(self, x):
        n, t, d = x.shape
        q, k, v = self.c_attn(x).split(d, dim=2)
        q, k, v = (each.view(n, t, self.heads, -1).transpose(1, 2) for each in (q, k, v))
        y = F.scaled_dot_product_attention(q, k, v, is_causal=True)
        return self.c_proj(y.transpose(1, 2).reshape(n, t, d))


class Block(nn.Module):
    """Attention and a dense network, each behind a normalization and with a way around."""

    def __init__(self, width, heads):
        super().__init__()
        self.ln_1 = nn.LayerNorm(width)
        self.attn = Attention(width, heads)
        self.ln_2 = nn.LayerNorm(width)
        self.c_fc = nn.Linear(width, 4 * width)
        self.c_proj = nn.Linear(4 * width, width)
        self.dropout = nn.Dropout(0.1)

    def forward(self, x):
        x = x + self.attn(self.ln_1(x))
        y = F.gelu(self.c_fc(self.ln_2(x)), approximate="tanh")
        return x + self.dropout(self.c_proj(y))


class GPT(nn.Module):
    """Words and places, two blocks, a last normalization, and scores of the next word."""

    def __init__(self, words=30, length=8, width=16, heads=4):
        super().__init__()
        self.wte = nn.Embedding(words, width)
        self.wpe = nn.Embedding(length, width)
        self.h = nn.ModuleList([Block(width, heads) for _ in range(2)])
        self.ln_f = nn.LayerNorm(width)

    def forward(self, ids):
        x = self.wte(ids) + self.wpe(torch.arange(ids.shape[1]))
        for block in self.h:
            x = block(x)
        return self.ln_f(x) @ self.wte.weight.T


class KerasAttention(layers.Layer):
    """The same attention in Keras."""

    def __init__(self, width, heads, **kwargs):
        super().__init__(**kwargs)
        self.heads = heads
        self.qkv = layers.Dense(3 * width, name="qkv")
        self.proj = layers.Dense(width, name="proj")

    def call(self, x):
        n, t, d = x.shape
        q, k, v = ops.split(self.qkv(x), 3, axis=-1)
        q, k, v = (
            ops.transpose(ops.reshape(each, (n, t, self.heads, d // self.heads)), (0, 2, 1, 3))
            for each in (q, k, v)
        )
        scores = ops.matmul(q, ops.transpose(k, (0, 1, 3, 2))) / math.sqrt(d // self.heads)
        allowed = ops.tril(ops.ones((t, t), dtype="bool"))
        scores = ops.where(allowed, scores, -1e9)
        y = ops.matmul(ops.softmax(scores, axis=-1), v)
        y = ops.reshape(ops.transpose(y, (0, 2, 1, 3)), (n, t, d))
        return self.proj(y)


class KerasBlock(layers.Layer):
    """The same block in Keras."""

    def __init__(self, width, heads, **kwargs):
        super().__init__(**kwargs)
        self.ln_1 = layers.LayerNormalization(epsilon=1e-5, name="ln_1")
        self.attn = KerasAttention(width, heads, name="attn")
        self.ln_2 = layers.LayerNormalization(epsilon=1e-5, name="ln_2")
        self.fc = layers.Dense(4 * width, name="fc")
        self.fc_proj = layers.Dense(width, name="fc_proj")
        self.dropout = layers.Dropout(0.1, name="dropout")

    def call(self, x, training=False):
        x = x + self.attn(self.ln_1(x))
        y = ops.gelu(self.fc(self.ln_2(x)), approximate=True)
        return x + self.dropout(self.fc_proj(y), training=training)


class KerasGPT(keras.Model):
    """The same network in Keras."""

    def __init__(self, words=30, length=8, width=16, heads=4):
        super().__init__()
        self.wte = layers.Embedding(words, width, name="wte")
        self.wpe = layers.Embedding(length, width, name="wpe")
        self.blocks = [KerasBlock(width, heads, name=f"h{n}") for n in range(2)]
        self.ln_f = layers.LayerNormalization(epsilon=1e-5, name="ln_f")

    def call(self, ids, training=False):
        x = self.wte(ids) + self.wpe(ops.arange(ids.shape[1]))
        for block in self.blocks:
            x = block(x, training=training)
        x = self.ln_f(x)
        return ops.matmul(x, ops.transpose(self.wte.embeddings))


def carry(source, target):
    """Copy PyTorch's weights into Keras."""

    def dense(module, layer):
        layer.set_weights([module.weight.detach().numpy().T, module.bias.detach().numpy()])

    def norm(module, layer):
        layer.set_weights([module.weight.detach().numpy(), module.bias.detach().numpy()])

    target.wte.set_weights([source.wte.weight.detach().numpy()])
    target.wpe.set_weights([source.wpe.weight.detach().numpy()])
    for module, layer in zip(source.h, target.blocks, strict=True):
        norm(module.ln_1, layer.ln_1)
        dense(module.attn.c_attn, layer.attn.qkv)
        dense(module.attn.c_proj, layer.attn.proj)
        norm(module.ln_2, layer.ln_2)
        dense(module.c_fc, layer.fc)
        dense(module.c_proj, layer.fc_proj)
    norm(source.ln_f, target.ln_f)


def build(seed):
    """Return both models, the inputs as PyTorch takes them, and the port of the weights."""
    torch.manual_seed(seed)
    keras.utils.set_random_seed(seed)
    ids = np.random.default_rng(seed).integers(0, 30, (3, 8))
    model = GPT().to(getattr(torch, keras.config.floatx()))
    port = KerasGPT()
    port(ids)
    return lived(model, torch.as_tensor(ids)), port, (ids,), carry
