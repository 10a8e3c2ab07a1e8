r"""Sigmoid: squeezes any number into (0, 1), so that it can be read as a probability.

    y = σ(x) = 1 / (1 + e⁻ˣ)
    dx = dy ⊙ σ(x) ⊙ σ(−x) = dy / (2 + eˣ + e⁻ˣ)        not y (1 − y), which is 0 where y rounds to 1

Axes: any.

Source: Rumelhart, Hinton & Williams, *Learning representations by back-propagating errors*,
Nature 323, 1986, equations 2 and 5.
"""

import numpy as np

from scratch.checked import checked
from scratch.signature import Differentiable, Float


@checked
def sigmoid(x: Float["*shape"]) -> Differentiable:
    with np.errstate(over="ignore"):
        e = np.exp(-x)  # may be ∞; then y is 0, as it should be
    y = 1 / (1 + e)

    def backward(dy):
        with np.errstate(over="ignore", divide="ignore"):  # e may be 0, too; then dx is 0
            return dict(x=dy / (2 + e + 1 / e))

    return y, backward


@np.errstate(over="ignore")
def sigma(z):
    """Return σ(z), right in both tails."""
    e = np.exp(-z)
    e += 1
    return 1 / e


@np.errstate(over="ignore")
def opened(z):
    """Return a gate σ(z), and a function that returns how much of it is shut, σ(−z), from the same exponential."""
    e = np.exp(-z)

    @np.errstate(over="ignore", divide="ignore")
    def shut():
        return 1 / (1 + 1 / e)  # 1 / e is ∞ where e is 0 or nearly; then nothing is shut

    return 1 / (1 + e), shut


def complement(z):
    """Return 1 − σ(z), which is σ(−z), with all its digits."""
    return sigma(-z)
