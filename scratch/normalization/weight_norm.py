r"""Weight normalization: the weights of each output are a direction and a length, which are learned apart.

    W = g v / ‖v‖                           ‖v‖ = √Σ_i v²
    y = x W + b
    dg = Σ_i dW ⊙ v / ‖v‖
    dv = (g dW − g dg v / ‖v‖) / ‖v‖        dx, dW and db as in a dense layer

So v only turns: its gradient stands at a right angle to it, and ‖v‖ never shrinks under plain gradient descent. A v of
zeros has no direction, 0 / 0.

Axes: samples, n, on any number of axes, none included; i inputs, k outputs. g has a length for each output. Without b
nothing is added.

Source: Salimans & Kingma, *Weight Normalization: A Simple Reparameterization to Accelerate Training of Deep Neural
Networks*, NeurIPS 2016, equations 2 and 3.
"""

import numpy as np

from scratch.checked import checked
from scratch.directions import direction
from scratch.linear.dense import dense
from scratch.signature import Differentiable, Float


@checked
def weight_norm(
    x: Float["*n i"], v: Float["i k"], g: Float["k"], b: Float["k"] | None = None
) -> Differentiable:
    with np.errstate(invalid="ignore"):  # 0 / 0 is no number
        u, of_u = direction(v, 0, axis=0)
    y, of_y = dense(x, g * u, b)

    def backward(dy):
        gradients = of_y(dy)
        dW = gradients.pop("W")
        return gradients | dict(v=of_u(g * dW), g=np.einsum("ik,ik->k", dW, u))

    return y, backward
