r"""Continuously differentiable ELU: saturates at −α as ELU does, but its slope is 1 at zero from either side.

    y = α ELU(x / α)                                x where x > 0, else α (e^{x/α} − 1)
    dx = dy ELU′(x / α)                             1 where x > 0, else e^{x/α}: there is no corner

Axes: any. ValueError unless α > 0; it is called ``alpha``.

Source: Barron, *Continuously Differentiable Exponential Linear Units*, 2017.
"""

from scratch.activations.elu import elu
from scratch.checked import checked
from scratch.signature import Differentiable, Float, Positive


@checked
def celu(x: Float["*shape"], *, alpha: Positive = 1.0) -> Differentiable:
    y, slope = elu(x / alpha)

    def backward(dy):
        return slope(dy)

    return alpha * y, backward
