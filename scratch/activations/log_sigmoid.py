r"""Log-sigmoid: the logarithm of a probability, taken from its logit, so that it is finite where that rounds to 0.

    y = log σ(x) = −log(1 + e⁻ˣ)                    the softplus, turned round
    dx = dy ⊙ σ(−x)

Axes: any.

Source: Bishop, *Pattern Recognition and Machine Learning*, 2006, section 4.3.2, where the cross-entropy is made of it.
"""

from scratch.activations.sigmoid import complement
from scratch.activations.softplus import rounded_corner
from scratch.checked import checked
from scratch.signature import Differentiable, Float


@checked
def log_sigmoid(x: Float["*shape"]) -> Differentiable:
    y = -rounded_corner(-x)

    def backward(dy):
        return dict(x=dy * complement(x))

    return y, backward
