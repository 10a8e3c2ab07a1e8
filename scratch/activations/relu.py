r"""Rectified linear unit: what is positive passes, all else becomes zero.

    y = max(0, x)
    dx = dy where x > 0, else 0                     at 0 there is no slope; all three take 0

Axes: any.

Source: Nair & Hinton, *Rectified Linear Units Improve Restricted Boltzmann Machines*, ICML 2010;
Glorot, Bordes & Bengio, *Deep Sparse Rectifier Neural Networks*, AISTATS 2011.
"""

import numpy as np

from scratch.checked import checked
from scratch.signature import Differentiable, Float


@checked
def relu(x: Float["*shape"]) -> Differentiable:
    y = np.clip(x, 0, np.inf)  # three times as fast as np.maximum

    def backward(dy):
        return dict(x=dy * (x > 0))

    return y, backward
