r"""Local response normalization: a channel is damped by how strong its neighbours are at the same pixel.

    s_i = k + α Σ_{j near i} x_j²           j from i − ⌊size / 2⌋ to i + ⌊(size − 1) / 2⌋, as far as there are channels
    y = x / s^β
    dx_i = dy_i / s_i^β − 2 α β x_i Σ_{j: i near j} dy_j y_j / s_j

An odd ``size`` has as many neighbours on either side; an even one has one more before. Which channels are near which is
a matrix of ones along its diagonal: the sums are products with it, backward with its transpose.

Axes: channels, c, are the last axis of x; any before it.

Source: Krizhevsky, Sutskever & Hinton, *ImageNet Classification with Deep Convolutional Neural Networks*, NeurIPS 2012,
section 3.3: size, k, α and β are those found there.
"""

import numpy as np

from scratch.checked import checked
from scratch.signature import Differentiable, Float, Natural, NotNegative, Positive


@checked
def local_response_norm(
    x: Float["*pixels c"],
    *,
    size: Natural = 5,
    alpha: NotNegative = 1e-4,
    beta: NotNegative = 0.75,
    k: Positive = 2.0,
) -> Differentiable:
    c, before, after = x.shape[-1], size // 2, (size - 1) // 2
    near = np.tri(c, k=before, dtype=x.dtype) - np.tri(c, k=-after - 1, dtype=x.dtype)  # near[j, i]
    s = x * x @ near
    s *= alpha
    s += k
    damping = s**-beta
    y = x * damping

    def backward(dy):
        pull = dy * y / s @ near.T
        pull *= x * (-2 * alpha * beta)
        pull += dy * damping
        return dict(x=pull)

    return y, backward
