r"""Global average pooling: of every channel, the mean of all places goes on.

    y = 1/N Σ_i x_i        dx_i = dy / N        N is the number of places

So a network that sees images of any size ends in as many numbers as there are channels, and needs no weights for it.

Axes: n images, sequences or volumes, of any number of axes, and c channels. The axes between are left out of y, or,
with keepdims, have the length 1.

Source: Lin, Chen & Yan, *Network In Network*, ICLR 2014, section 3.2.
"""

from math import prod

import numpy as np

from scratch.checked import checked
from scratch.signature import Differentiable, Float


@checked
def global_avg_pool(x: Float["n *space c"], *, keepdims=False) -> Differentiable:
    between = tuple(range(1, x.ndim - 1))
    places = prod(x.shape[1:-1])
    y = x.sum(axis=between, keepdims=keepdims) / places

    def backward(dy):
        share = (dy / places).reshape(len(x), *[1] * len(between), x.shape[-1])
        return dict(x=np.broadcast_to(share, x.shape).copy())

    return y, backward
