r"""Threshold: what is above θ passes, all else is replaced by one value.

    y = x where x > θ, else v
    dx = dy where x > θ, else 0                     what is replaced has no say

The choice is made of a clip and products, since NumPy lacks a quick one: :mod:`scratch.activations.leaky_relu`.

Axes: any. θ is called ``threshold``, and v ``value``.

Source: Konda, Memisevic & Krueger, *Zero-bias autoencoders and the benefits of co-adapting features*, ICLR 2015,
where θ is 1 and v is 0.
"""

import numpy as np

from scratch.checked import checked
from scratch.signature import Differentiable, Float


@checked
def threshold(x: Float["*shape"], *, threshold=1.0, value=0.0) -> Differentiable:
    passes = (x > threshold).astype(x.dtype)  # 1 or 0: np.where is ten times slower
    y = np.clip(x, threshold, np.inf)  # so that no infinity meets a 0
    y *= passes
    if value:
        y += value * (1 - passes)

    def backward(dy):
        return dict(x=dy * passes)

    return y, backward
