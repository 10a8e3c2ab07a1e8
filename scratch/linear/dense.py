r"""Dense layer: every output is a weighted sum of all inputs, plus a bias.

    y = x W + b

    dx = dy Wᵀ        dW = Σ_n x_nᵀ dy_n        db = Σ_n dy_n

Axes: samples, n, on any number of axes, none included; i inputs, k outputs. Without b nothing is added.

Source: Rumelhart, Hinton & Williams, *Learning representations by back-propagating errors*,
Nature 323, 1986, equations 1 and 6.
"""

from scratch.checked import checked
from scratch.signature import Differentiable, Float


@checked
def dense(x: Float["*n i"], W: Float["i k"], b: Float["k"] | None = None) -> Differentiable:
    y = x @ W if b is None else x @ W + b

    def backward(dy):
        every_x, every_dy = x.reshape(-1, W.shape[0]), dy.reshape(-1, W.shape[1])
        gradients = dict(x=dy @ W.T, W=every_x.T @ every_dy)
        return gradients if b is None else gradients | dict(b=every_dy.sum(axis=0))

    return y, backward
