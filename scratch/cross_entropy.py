"""What cross-entropies share: the logarithms of probabilities, and products in which 0 times ∞ counts as 0."""

import numpy as np


def log_softmax(z, axis=-1) -> tuple:
    """Return log p = z − log Σ_j e^{z_j} over an axis, and p.

    The largest z is taken off, so that none overflows, and its e⁰ is kept out of the sum, log(1 + Σ others): where it
    is nearly certain, the others are all that its log p has.
    """
    top = np.expand_dims(z.argmax(axis=axis), axis)
    log_p = z - np.take_along_axis(z, top, axis)
    p = np.exp(log_p)
    np.put_along_axis(p, top, 0, axis)
    others = p.sum(axis=axis, keepdims=True)
    np.put_along_axis(p, top, 1, axis)
    log_p -= np.log1p(others)
    p /= 1 + others
    return log_p, p


def through_log_softmax(dlog_p, p, axis=-1):
    """Return the gradient of z from that of log p."""
    return dlog_p - p * dlog_p.sum(axis=axis, keepdims=True)


@np.errstate(invalid="ignore")
def times(w, x):
    """Return w x, which is 0 where w is 0, be x infinite."""
    product = w * x
    return product if np.isfinite(x).all() else np.where(w == 0, 0, product)
