r"""Hard SiLU, or hard swish: a number lets itself through as far as its hard sigmoid opens.

    h = ReLU6(x + 3) / 6                            the hard sigmoid
    y = x h
    dx = dy (h + x h′)                              h′ = 1/6 where −3 < x < 3, else 0; in both corners 0

Where h is 0, −3 stands for x, and where h′ is 0, 3 or −3 does: so nothing infinite is multiplied by 0.

NumPy lacks an operation that clips and multiplies at once: there are five passes over memory where one would do.

Axes: any.

Source: Howard et al., *Searching for MobileNetV3*, ICCV 2019, section 5.2.
"""

import numpy as np

from scratch.activations.hard_sigmoid import hard_sigmoid
from scratch.checked import checked
from scratch.signature import Differentiable, Float


@checked
def hard_silu(x: Float["*shape"]) -> Differentiable:
    h, slope = hard_sigmoid(x)
    y = np.clip(x, -3, np.inf) * h

    def backward(dy):
        return dict(x=dy * h + slope(dy * np.clip(x, -3, 3))["x"])

    return y, backward
