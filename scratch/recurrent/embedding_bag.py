r"""Embedding bag: a bag of words becomes one row, the sum, the mean or the maximum of the rows of its words.

    "sum"       y_n = Σ_t w_{n,t} E_{ids_{n,t}}             w is 1 where no weights are given
    "mean"      y_n = Σ_t E_{ids_{n,t}} / T_n               T_n words are in the bag
    "max"       y_n = max_t E_{ids_{n,t}}                   feature by feature

    dE_{ids_{n,t}} += s_{n,t} dy_n                          s is w, or 1 / T_n
    dw_{n,t} = E_{ids_{n,t}} · dy_n

Of a maximum, dy_n goes to the first word that has it. What is padding_idx is in no bag: its row gets no gradient, its
weight neither. An empty bag is 0.

Axes: n bags, t words, v words of the vocabulary, d features.
Raises ValueError for weights where the mode is not "sum", and for a padding_idx that is no word.

Source: Joulin, Grave, Bojanowski & Mikolov, *Bag of Tricks for Efficient Text Classification*, EACL 2017, section 2, on
the mean. Modes and empty bags are those of torch.nn.EmbeddingBag in its documentation.
"""

from typing import Literal

import numpy as np

from scratch.checked import checked
from scratch.recurrent.embedding import embedding
from scratch.signature import Differentiable, Float, Int


@checked
def embedding_bag(
    ids: Int["n t", "v"],
    E: Float["v d"],
    w: Float["n t"] | None = None,
    *,
    mode: Literal["sum", "mean", "max"] = "mean",
    padding_idx: int | None = None,
) -> Differentiable:
    if w is not None and mode != "sum":
        raise ValueError(f"embedding_bag: w is given, and mode is {mode!r}; weights are allowed with 'sum'")
    if padding_idx is not None and not 0 <= padding_idx < len(E):
        raise ValueError(
            f"embedding_bag: padding_idx is {padding_idx}; allowed are 0 to {len(E) - 1} (v = {len(E)})"
        )
    rows, embedding_backward = embedding(ids, E)
    inside = np.ones(ids.shape, bool) if padding_idx is None else ids != padding_idx
    share = inside.astype(E.dtype)
    if mode == "max":
        largest = np.where(inside[..., None], rows, -np.inf).max(axis=1, initial=-np.inf)
        y = np.where(inside.any(axis=1)[:, None], largest, 0)
    else:
        if w is not None:
            share = share * w
        if mode == "mean":
            share /= np.clip(inside.sum(axis=1, keepdims=True), 1, None)
        y = np.einsum("nt,ntd->nd", share, rows)

    def backward(dy):
        if mode == "max":
            first = ((rows == y[:, None]) & inside[..., None]).argmax(axis=1)[:, None]
            sent = np.zeros_like(rows)
            np.put_along_axis(sent, first, dy[:, None], axis=1)
            return embedding_backward(sent * inside[..., None])
        gradients = embedding_backward(share[..., None] * dy[:, None])
        return gradients if w is None else gradients | dict(w=inside * np.einsum("ntd,nd->nt", rows, dy))

    return y, backward
