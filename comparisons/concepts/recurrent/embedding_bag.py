"""Of an empty bag nn.EmbeddingBag makes 0; what Keras has for bags makes NaN of its mean and −∞ of its maximum.

Where several words have the maximum of a bag, PyTorch sends its gradient to the first, TensorFlow equal parts to all.
"""

import numpy as np

from comparisons.declaring.concept import Concept
from comparisons.declaring.differing import Differs
from scratch.recurrent.embedding_bag import embedding_bag


def data(rng, n, t, v, d=1, empty=False, ties=False):
    """Draw words; the first bag may hold nothing but word 0; all words may have rows of 0 and 1, so that many tie."""
    ids = rng.integers(0, v, (n, t))
    ids[:1] *= not empty
    return dict(ids=ids) | (dict(E=rng.integers(0, 2, (v, d))) if ties else {})


def of_keras(ids, E, w=None, *, empties=True, parts=True, mode, padding_idx):
    """Take the mean, or the maximum, of nothing as it is; divide the gradient between words that have the maximum."""
    y, backward = embedding_bag(ids, E, w, mode=mode, padding_idx=padding_idx)
    empty = np.all(ids == (-1 if padding_idx is None else padding_idx), axis=1)
    if empties and mode != "sum":
        y = np.where(empty[:, None], np.nan if mode == "mean" else -np.inf, y)
    if mode != "max" or not parts:
        return y, backward

    def backward_in_parts(dy):
        have = (E[ids] == y[:, None]) & (ids != padding_idx)[..., None]
        sent = have * (dy / np.clip(have.sum(axis=1), 1, None))[:, None]
        words = np.eye(len(E))[ids]
        return dict(E=np.einsum("ntv,ntd->vd", words, sent))

    return y, backward_in_parts


concept = Concept(
    __name__,
    cases=[
        dict(n=3, t=5, v=7, d=4),
        dict(n=1, t=1, v=1, d=1),
        dict(n=4, t=6, v=3, d=2, mode="sum"),
        dict(n=4, t=6, v=9, d=2, mode="max"),
        dict(n=3, t=4, v=3, d=2, padding_idx=0, empty=True),
        dict(n=3, t=4, v=3, d=2, mode="sum", padding_idx=0, empty=True, given=("w",)),
        dict(n=3, t=4, v=5, d=2, mode="max", padding_idx=0, empty=True),
        dict(n=3, t=5, v=4, d=3, mode="max", padding_idx=3, ties=True),
        dict(n=2, t=3, v=5, d=2, mode="sum", given=("w",)),
    ],
    timing=dict(n=32, t=64, v=10_000, d=128),
    data=data,
    pytorch=dict(E="weight"),
    keras=dict(E="embeddings"),
    differs=dict(
        keras=Differs(
            of_keras,
            dict(
                empties="of an empty bag GlobalAveragePooling1D makes NaN, 0 / 0, and the maximum is −∞",
                parts="the gradient of a maximum is divided between the words that have it",
            ),
        )
    ),
)
