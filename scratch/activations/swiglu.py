r"""SwiGLU: one half of the numbers multiplies the other, once it has gone through SiLU.

    y = silu(a) b                                   a is the first half of x, b the second
    da = dy b silu'(a)        db = dy silu(a)

NumPy lacks a σ of its own, as :mod:`scratch.activations.silu` says, and so the gate takes most of the time.

Axes: one, of 2k numbers, is halved, the last if no other is named; any beside it. ValueError if it is odd.

Source: Shazeer, *GLU Variants Improve Transformer*, 2020, equation 5, where a and b are two products with the same
input, and β of Swish is 1.
"""

import numpy as np

from scratch.activations.silu import silu
from scratch.axes import halves
from scratch.checked import checked
from scratch.signature import Differentiable, Float


@checked
def swiglu(x: Float["*shape k"], *, axis=-1) -> Differentiable:
    a, b = halves("swiglu", axis, "x", x)
    gate, silu_backward = silu(a)

    def backward(dy):
        return dict(x=np.concatenate([silu_backward(dy * b)["x"], dy * gate], axis))

    return gate * b, backward
