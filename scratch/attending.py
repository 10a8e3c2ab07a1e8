"""Scaled dot-product attention: who may attend to whom, the weights of all, and the means that these take."""

from functools import reduce

import numpy as np

from scratch.activations.softmax import softmax
from scratch.regularization.dropout import dropout


def visible(t, s, mask=None, key_mask=None, causal=False, width=None, from_last=False):
    """Return who of t may attend to whom of s, as yes and no (n or 1, 1, t, s); None where everybody may.

    The first query stands beside the first key, or the last beside the last, ``from_last``. There are then fewer than
    ``width`` steps from a query to its keys, whether before or after it.
    """
    ahead = s - t if from_last else 0
    rules = [np.tri(t, s, ahead, dtype=bool)[None, None]] if causal else []
    rules += [] if width is None else [np.tri(t, s, ahead + width - 1, dtype=bool)[None, None]]
    rules += [] if width is None else [~np.tri(t, s, ahead - width, dtype=bool)[None, None]]
    rules += [] if mask is None else [mask[:, None]]
    rules += [] if key_mask is None else [key_mask[:, None, None]]
    return reduce(np.logical_and, rules) if rules else None


def attend(Q, K, V, scale, may=None, bias=None, kept=None, rate=0.0):
    """Return O = A V and A = dropout(softmax(scale Q Kᵀ + bias)), and backward, which returns dQ, dK, dV and dS."""
    O, A, means_backward = means(Q @ K.swapaxes(-1, -2) * scale, V, may, bias, kept, rate)

    def backward(dO, dA=None):
        dS, dV = means_backward(dO, dA)
        return dS @ K * scale, dS.swapaxes(-1, -2) @ Q * scale, dV, dS

    return O, A, backward


def means(S, V, may=None, bias=None, kept=None, rate=0.0):
    """Return O = A V and A = dropout(softmax(S + bias)), and backward, which returns dS and dV."""
    if may is not None:
        hidden = np.where(may, 0, -np.inf).astype(S.dtype)
        bias = hidden if bias is None else bias + hidden
    A, softmax_backward = softmax(S) if bias is None else softmax_of_some(S, bias)
    if kept is not None:
        A, dropout_backward = dropout(A, kept, rate=rate)

    def backward(dO, dA_outside=None):
        dA = dO @ V.swapaxes(-1, -2)
        dA = dA if dA_outside is None else dA + dA_outside
        dA = dA if kept is None else dropout_backward(dA)["x"]
        return softmax_backward(dA)["x"], A.swapaxes(-1, -2) @ dO

    return A @ V, A, backward


def softmax_of_some(S, bias):
    """Return the softmax of S + bias, and backward. A row that a bias of −∞ hides has no weights: they are all 0."""
    some = bias.max(axis=-1, keepdims=True) != -np.inf
    if some.all():
        return softmax(S + bias)
    A, backward = softmax(np.where(some, S + bias, 0))
    return np.where(some, A, 0), lambda dA: backward(np.where(some, dA, 0))
