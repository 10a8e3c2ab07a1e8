r"""Identity: no activation at all; layers without one collapse into a single linear map.

    y = x
    dx = dy

Axes: any.

Source: Goodfellow, Bengio & Courville, *Deep Learning*, 2016, section 6.2.2.1.
"""

from scratch.checked import checked
from scratch.signature import Differentiable, Float


@checked
def identity(x: Float["*shape"]) -> Differentiable:
    y = x

    def backward(dy):
        return dict(x=dy)

    return y, backward
