"""What cross-entropies share: the logarithms of probabilities, and products in which 0 times ∞ counts as 0."""

import numpy as np


def log_softmax(z, axis=-1) -> tuple:
    """Return log p = z − log Σ_j e^{z_j} over an axis, and p."""
    log_p = z - z.max(axis=axis, keepdims=True)
    p = np.exp(log_p)
    total = p.sum(axis=axis, keepdims=True)
    log_p -= np.log(total)
    p /= total
    return log_p, p


@np.errstate(invalid="ignore")
def times(w, x):
    """Return w x, which is 0 where w is 0, be x infinite."""
    product = w * x
    return product if np.isfinite(x).all() else np.where(w == 0, 0, product)
