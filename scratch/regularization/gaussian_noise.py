r"""Gaussian noise: a little chance is added to what goes in, so that nothing that hangs on its last digits is learnt.

    y = x + σ ε        each ε is normal, of mean 0 and deviation 1
    dx = dy

In inference y = x.

Axes: x of any shape; noise is ε, of the same shape, as ``draw`` draws it; deviation is σ, from 0.

Source: Bishop, *Training with Noise is Equivalent to Tikhonov Regularization*, Neural Computation 7(1), 1995.
"""

from scratch.checked import checked
from scratch.signature import Differentiable, Fixed, Float, NotNegative


def draw(rng, shape):
    """Draw the noise for an array of some shape."""
    return rng.standard_normal(shape)


@checked
def gaussian_noise(
    x: Float["*shape"], noise: Fixed["*shape"], *, deviation: NotNegative = 0.1, training=True
) -> Differentiable:
    return x + deviation * noise if training else x, lambda dy: dict(x=dy)
