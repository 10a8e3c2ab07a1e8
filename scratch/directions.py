r"""Directions of vectors and distances between them, as losses of embeddings take them.

    u = x / max(‖x‖, ε)             dx = (du − u (u · du)) / ‖x‖          du / ε, where x is 0
    D = ‖a − b + ε‖                 da = dD (a − b + ε) / D, db = −da     0, where D is 0

ε is added to every number of a difference, so that vectors that are the same have a slope, too.
"""

import numpy as np


def direction(x, epsilon, axis=-1) -> tuple:
    """Return u, and the function of du that returns dx."""
    length = np.sqrt(np.expand_dims(np.vecdot(x, x, axis=axis), axis))
    divisor = np.clip(length, epsilon, np.inf)
    u = x / divisor

    def backward(du):
        return (du - u * np.expand_dims(np.vecdot(u, du, axis=axis), axis)) / divisor

    return u, backward


def distance(a, b, epsilon) -> tuple:
    """Return D over the last axis, and the function of dD that returns da."""
    difference = a - b + epsilon
    D = np.sqrt(np.vecdot(difference, difference))

    @np.errstate(invalid="ignore")
    def backward(dD):
        return difference * np.where(D == 0, 0, dD / D)[..., None]

    return D, backward
