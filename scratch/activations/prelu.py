r"""Parametric ReLU: a leaky ReLU that learns how much of the negative numbers passes.

    y = x where x > 0, else a x                     that is max(0, x) + a min(0, x)
    dx = dy where x > 0, else a dy                  at 0 that is a dy
    da = Σ dy min(0, x)                             over all that share the slope

The choice is made of clips and products, since NumPy lacks a quick one: :mod:`scratch.activations.leaky_relu`.

Axes: channels, c, are the last axis of x; any beside it. a has a slope for each channel, or one for all.
ValueError if it has another number of them.

Source: He, Zhang, Ren & Sun, *Delving Deep into Rectifiers: Surpassing Human-Level Performance on ImageNet
Classification*, ICCV 2015, equations 1 to 3.
"""

import numpy as np

from scratch.checked import checked
from scratch.signature import Differentiable, Float


@checked
def prelu(x: Float["*batch c"], a: Float["k"]) -> Differentiable:
    channels, slopes = x.shape[-1], len(a)
    if slopes not in (1, channels):
        raise ValueError(f"prelu: a has {slopes} slopes; allowed are 1, or {channels}, one a channel of x")
    below = np.clip(x, -np.inf, 0)
    y = np.clip(x, 0, np.inf)
    y += a * below

    def backward(dy):
        above = (x > 0).astype(x.dtype)  # 1 or 0, then 1 or a: np.where is ten times slower
        s = above + a * (1 - above)
        da = np.einsum("nc,nc->c", dy.reshape(-1, channels), below.reshape(-1, channels))
        return dict(x=dy * s, a=da if slopes == channels else da.sum(keepdims=True))

    return y, backward
