r"""Scaled ELU: an exponential linear unit of such a size that mean 0 and variance 1 persist from layer to layer.

    y = λ ELU(x; α)                                 λx where x > 0, else λα (eˣ − 1)
    dx = λ dy ELU′(x; α)                            at 0 that is λα, the lower side's

α and λ are those for which normal numbers of mean 0 and variance 1 come out with mean 0 and variance 1.

Axes: any.

Source: Klambauer, Unterthiner, Mayr & Hochreiter, *Self-Normalizing Neural Networks*, NIPS 2017, equation 2.
"""

from scratch.activations.elu import elu
from scratch.checked import checked
from scratch.signature import Differentiable, Float

ALPHA = 1.6732632423543772
LAMBDA = 1.0507009873554805


@checked
def selu(x: Float["*shape"]) -> Differentiable:
    y, slope = elu(x, alpha=ALPHA)

    def backward(dy):
        return dict(x=slope(LAMBDA * dy)["x"])

    return LAMBDA * y, backward
