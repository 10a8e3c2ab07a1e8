r"""Dense layer: every output is a weighted sum of all inputs, plus a bias.

    y = x W + b

    dx = dy Wᵀ        dW = xᵀ dy        db = Σ_n dy

Axes: n samples, i inputs, k outputs.

Source: Rumelhart, Hinton & Williams, *Learning representations by back-propagating errors*,
Nature 323, 1986, equations 1 and 6.
"""

from scratch.checked import checked
from scratch.signature import Differentiable, Float


@checked
def dense(x: Float["n i"], W: Float["i k"], b: Float["k"]) -> Differentiable:
    y = x @ W + b

    def backward(dy):
        return dict(x=dy @ W.T, W=x.T @ dy, b=dy.sum(axis=0))

    return y, backward
