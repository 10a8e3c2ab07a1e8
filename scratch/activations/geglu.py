r"""GEGLU: one half of the numbers multiplies the other, once it has gone through GELU.

    y = gelu(a) b                                   a is the first half of x, b the second
    da = dy b gelu'(a)        db = dy gelu(a)

``approximate`` by tanh takes the GELU that is made of a tanh. The other is made of the error function that NumPy lacks,
see :mod:`scratch.activations.gelu`, and takes most of the time.

Axes: one, of 2k numbers, is halved, the last if no other is named; any beside it. ValueError if it is odd.

Source: Shazeer, *GLU Variants Improve Transformer*, 2020, equation 5, where a and b are two products with the same
input.
"""

from typing import Literal

import numpy as np

from scratch.activations.gelu import gelu
from scratch.activations.gelu_tanh import gelu_tanh
from scratch.axes import halves
from scratch.checked import checked
from scratch.signature import Differentiable, Float


@checked
def geglu(x: Float["*shape k"], *, axis=-1, approximate: Literal["none", "tanh"] = "none") -> Differentiable:
    a, b = halves("geglu", axis, "x", x)
    gate, gelu_backward = gelu(a) if approximate == "none" else gelu_tanh(a)

    def backward(dy):
        return dict(x=np.concatenate([gelu_backward(dy * b)["x"], dy * gate], axis))

    return gate * b, backward
