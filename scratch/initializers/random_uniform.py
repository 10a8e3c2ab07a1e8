r"""Uniform initialization: weights from an interval, in which each number is as likely as any other.

    W ~ U(a, b)        with the mean μ = (a + b) / 2 and the deviation σ = (b − a) / √12

Axes: shape is any shape. low is a, high is b. Raises ValueError if low is above high.

Source: Keras's ``RandomUniform``.
"""

from scratch.checked import checked
from scratch.signature import Generator, Sample, Shape


@checked
def random_uniform(rng: Generator, shape: Shape, *, low=-0.05, high=0.05) -> Sample:
    if low > high:
        raise ValueError(f"random_uniform: low is {low} and high is {high}; allowed is a low up to high")
    return rng.uniform(low, high, shape)
