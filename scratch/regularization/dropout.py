r"""Dropout: each number is left out by chance, and those that stay are made larger for it.

    y = x ⊙ κ / (1 − p)        each κ is 1 with chance 1 − p, else 0
    dx = dy ⊙ κ / (1 − p)

So the mean of y over all draws is x, and in inference, where nothing is drawn, y = x. With p = 1 nothing stays: y = 0.

Axes: x of any shape; kept is κ, of the same shape, as ``draw`` draws it; rate is p, from 0 to 1.

Source: Srivastava, Hinton, Krizhevsky, Sutskever & Salakhutdinov, *Dropout: A Simple Way to Prevent Neural Networks
from Overfitting*, JMLR 15, 2014, section 4; that training divides by 1 − p and inference is left alone, section 10.
"""

import numpy as np

from scratch.checked import checked
from scratch.signature import Bool, Differentiable, Float, Share


def draw(rng, shape, *, rate=0.5):
    """Draw which numbers of an array of some shape are kept."""
    return rng.random(shape) >= rate


@checked
def dropout(x: Float["*shape"], kept: Bool["*shape"], *, rate: Share = 0.5, training=True) -> Differentiable:
    return thinned(x, kept, rate, training)


def thinned(x, kept, rate, training) -> tuple:
    """Return x ⊙ κ / (1 − p), in inference x, and backward; κ may be smaller, the same along axes of x."""
    if not training:
        return x, lambda dy: dict(x=dy)
    factor = np.multiply(kept, 1 / (1 - rate) if rate < 1 else 0.0, dtype=x.dtype)

    def backward(dy):
        return dict(x=dy * factor)

    return x * factor, backward
