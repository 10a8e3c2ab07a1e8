r"""Hard tanh: passes what lies between two bounds and cuts off the rest; tanh made of three straight lines.

    y = a where x < a, b where x > b, else x        a = −1, b = 1, if no others are named
    dx = dy where a < x < b, else 0                 in both corners 0

Axes: any. ValueError unless a < b; they are called ``min_val`` and ``max_val``.

Source: Collobert, Weston, Bottou, Karlen, Kavukcuoglu & Kuksa, *Natural Language Processing (Almost) from Scratch*,
JMLR 12, 2011.
"""

import numpy as np

from scratch.checked import checked
from scratch.signature import Differentiable, Float


@checked
def hard_tanh(x: Float["*shape"], *, min_val=-1.0, max_val=1.0) -> Differentiable:
    if min_val >= max_val:
        raise ValueError(f"hard_tanh: min_val is {min_val}; allowed are numbers below max_val, {max_val}")
    y = np.clip(x, min_val, max_val)

    def backward(dy):
        return dict(x=dy * ((x > min_val) & (x < max_val)))

    return y, backward
