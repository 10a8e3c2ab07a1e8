r"""Tanh shrink: takes its tanh away from every number; the small ones all but vanish, the large ones lose 1.

    y = x − tanh(x)                                 near 0 it is x³/3, and known to a rounding of x alone
    dx = dy tanh²(x)

Axes: any.

Source: PyTorch's documentation of ``torch.nn.Tanhshrink``.
"""

import numpy as np

from scratch.checked import checked
from scratch.signature import Differentiable, Float


@checked
def tanh_shrink(x: Float["*shape"]) -> Differentiable:
    t = np.tanh(x)

    def backward(dy):
        return dict(x=dy * t**2)

    return x - t, backward
