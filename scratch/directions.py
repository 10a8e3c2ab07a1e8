r"""Directions of vectors and distances between them, as losses of embeddings take them.

    u = x / max(‖x‖, ε)                     dx = (du − u (u · du)) / ‖x‖        du / ε, where ‖x‖ ≤ ε
    e = a − b + ε,  D = (Σ |e|^p)^{1/p}     da = dD sign(e) (|e| / D)^{p−1}     0, where D is 0
                                            db = −da

p is 2 unless another ``norm`` is named; then da = dD e / D. ε is added to every number of a difference, so that vectors
that are the same have a slope, too.
"""

import numpy as np


def direction(x, epsilon, axis=-1) -> tuple:
    """Return u, and the function of du that returns dx."""
    length = np.sqrt(np.expand_dims(np.vecdot(x, x, axis=axis), axis))
    divisor = np.clip(length, epsilon, np.inf)
    u = x / divisor

    def backward(du):
        along = np.expand_dims(np.vecdot(u, du, axis=axis), axis)
        return (du - u * (along * (length > epsilon))) / divisor

    return u, backward


def distance(a, b, epsilon, norm=2) -> tuple:
    """Return D over the last axis, and the function of dD that returns da."""
    e = a - b + epsilon
    D = np.sqrt(np.vecdot(e, e)) if norm == 2 else (np.abs(e) ** norm).sum(axis=-1) ** (1 / norm)

    @np.errstate(divide="ignore", invalid="ignore")
    def backward(dD):
        if norm == 2:
            return e * np.where(D == 0, 0, dD / D)[..., None]
        share = np.abs(e) / np.where(D == 0, 1, D)[..., None]
        return dD[..., None] * np.sign(e) * share ** (norm - 1)

    return D, backward
