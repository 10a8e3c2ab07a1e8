"""Scaled dot-product attention: who may attend to whom, the weights of all, and the means that these take."""

from functools import reduce

import numpy as np

from scratch.activations.softmax import softmax
from scratch.regularization.dropout import dropout


def visible(t, s, mask=None, key_mask=None, causal=False):
    """Return who of t may attend to whom of s, as yes and no (n or 1, 1, t, s); None where everybody may."""
    rules = [np.tri(t, s, dtype=bool)[None, None]] if causal else []
    rules += [] if mask is None else [mask[:, None]]
    rules += [] if key_mask is None else [key_mask[:, None, None]]
    return reduce(np.logical_and, rules) if rules else None


def attend(Q, K, V, scale, may=None, bias=None, kept=None, rate=0.0):
    """Return O = A V and A = dropout(softmax(scale Q Kᵀ + bias)), and backward, which returns dQ, dK, dV and dS."""
    S = Q @ K.swapaxes(-1, -2) * scale
    S = S if bias is None else S + bias
    S = S if may is None else np.where(may, S, -np.inf)
    A, softmax_backward = softmax(S) if may is None and bias is None else softmax_of_some(S)
    if kept is not None:
        A, dropout_backward = dropout(A, kept, rate=rate)

    def backward(dO, dA_outside=None):
        dA = dO @ V.swapaxes(-1, -2)
        dA = dA if dA_outside is None else dA + dA_outside
        dA = dA if kept is None else dropout_backward(dA)["x"]
        dS = softmax_backward(dA)["x"]
        return dS @ K * scale, dS.swapaxes(-1, -2) @ Q * scale, A.swapaxes(-1, -2) @ dO, dS

    return A @ V, A, backward


def softmax_of_some(S):
    """Return the softmax of rows that may hold −∞, and backward. A row of −∞ alone has no weights: they are all 0."""
    some = S.max(axis=-1, keepdims=True) != -np.inf
    A, backward = softmax(np.where(some, S, 0))
    return np.where(some, A, 0), lambda dA: backward(np.where(some, dA, 0))
