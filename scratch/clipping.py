"""The length of gradients, and the factor by which one that is too long is shortened.

    ‖g‖ = √Σ g²
    c / max(‖g‖, c)        1 unless ‖g‖ > c; then c g / ‖g‖ has the length c

Squares may be beyond all numbers where the gradient is not: then √(a² + b²) is taken number by number.
"""

import numpy as np


def norm(g):
    """Return the length of each gradient (t d), with axes (t)."""
    length = root_of_squares(g)
    return length if np.isfinite(length).all() else np.hypot.reduce(g, axis=-1)


@np.errstate(over="ignore")
def root_of_squares(g):
    """Return the length of each gradient (t d), infinite where the sum of its squares is."""
    return np.sqrt(np.vecdot(g, g))


def shortened(g, length, limit):
    """Return gradients (t d) shortened as it takes for their lengths (t) to be within the limit."""
    with np.errstate(invalid="ignore"):  # an infinite number times 0 is none
        return g * (limit / np.maximum(length, limit))[:, None]
