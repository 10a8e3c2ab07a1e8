r"""Gumbel-softmax: draws one of k classes by their chances, softly enough that a gradient comes through.

    y = softmax((x + g) / τ)                        g = −log(−log u), where u is uniform from 0 to 1
    dx = of softmax, / τ

The largest x_k + g_k is class k with chance softmax(x)_k, whatever τ is. The lower τ, the temperature, the nearer y is
to one-hot, and the more its gradient varies from draw to draw. With hard, the very one-hot h of the largest is
returned, too; its gradient is taken for that of y (straight through). In inference nothing is drawn, g = 0.

Axes: one, k, is drawn from, the last if no other is named; any beside it. noise is g, of the shape of x, as ``draw``
draws it. Returns y, and with hard h, too.

Source: Jang, Gu & Poole, *Categorical Reparameterization with Gumbel-Softmax*, ICLR 2017, equation 2 and section 2.2;
Maddison, Mnih & Teh, *The Concrete Distribution: A Continuous Relaxation of Discrete Random Variables*, ICLR 2017.
"""

import numpy as np

from scratch.activations.softmax import softmax
from scratch.axes import demand_axis
from scratch.checked import checked
from scratch.signature import Differentiable, Fixed, Float, Positive


def draw(rng, shape):
    """Draw the noise for an array of some shape."""
    return rng.gumbel(size=shape)


@checked
def gumbel_softmax(
    x: Float["*shape k"], noise: Fixed["*shape k"], *, tau: Positive = 1.0, axis=-1, hard=False, training=True
) -> Differentiable:
    demand_axis("gumbel_softmax", axis, "x", x)
    y, softmax_backward = softmax((x + noise if training else x) / tau, axis=axis)

    def backward(dy, dh=0):
        return dict(x=softmax_backward(dy + dh)["x"] / tau)

    if not hard:
        return y, lambda dy: backward(dy)
    h = np.zeros_like(y)
    np.put_along_axis(h, np.expand_dims(y.argmax(axis=axis), axis), 1, axis)
    return dict(y=y, h=h), backward
