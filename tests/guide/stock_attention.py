"""Attention that has no stock layer in one framework: the references stand for it."""

from functools import partial

import keras

from reference.keras.attention import additive as keras_additive
from reference.keras.attention import cross as keras_cross
from reference.pytorch.attention import additive, cross, grouped_query


def of_itself(call, x):
    return call(x, x)


def of_both(call, x):
    return call([x, x])


_SIZES = dict(d=4, e=4, k=6)

#: What builds each, the shape of what goes in, and how PyTorch's and Keras's are called if not simply.
ATTENTION = {
    "attention.additive": [
        (partial(additive.build, **_SIZES), partial(keras_additive.build, **_SIZES, with_mask=False), (2, 5, 4),
         of_itself, of_both),
    ],
    "attention.cross": [
        (partial(cross.build, **_SIZES, v=3), partial(keras_cross.build, **_SIZES, v=3, with_mask=False), (2, 5, 4),
         of_itself, of_both),
    ],
    "attention.grouped_query": [
        (partial(grouped_query.build, d=6, q=8, p=4, heads=4, groups=2, causal=False, with_b_q=True),
         lambda: keras.layers.GroupQueryAttention(2, 4, 2), (2, 5, 6), None, of_itself),
    ],
}  # fmt: skip
