"""What cross-entropies share: the logarithms of probabilities, and how much a truth is smoothed."""

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


def demand_share(who: str, label_smoothing: float) -> None:
    """Raise ValueError if what is taken from the true class is no share of it."""
    if not 0 <= label_smoothing <= 1:
        raise ValueError(f"{who}: label_smoothing is {label_smoothing}; allowed are 0 to 1")
