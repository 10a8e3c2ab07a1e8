r"""Softplus: a ReLU whose corner is rounded off; its slope is the sigmoid.

    y = log(1 + e^{βx}) / β                         the larger β, the sharper the corner
    dx = dy ⊙ σ(βx)

It is written as max(0, z) + log(1 + e^−|z|) with z = βx, where nothing overflows.

Axes: any. ValueError unless β > 0; it is called ``beta``.

Source: Dugas, Bengio, Bélisle, Nadeau & Garcia, *Incorporating Second-Order Functional Knowledge for Better Option
Pricing*, NIPS 2000; there β is 1.
"""

import numpy as np

from scratch.activations.sigmoid import sigma
from scratch.checked import checked
from scratch.signature import Differentiable, Float, Positive


@checked
def softplus(x: Float["*shape"], *, beta: Positive = 1.0) -> Differentiable:
    y = rounded_corner(beta * x) / beta

    def backward(dy):
        return dict(x=dy * sigma(beta * x))

    return y, backward


def rounded_corner(z):
    """Return log(1 + e^z), right in both tails."""
    return np.clip(z, 0, np.inf) + np.log1p(np.exp(-np.abs(z)))
