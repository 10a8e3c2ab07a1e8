"""PyTorch takes Φ as (1 + erf) / 2, which has no digits left far below zero; Keras takes erfc, and keeps them.

But TensorFlow has √½ in float32, also for float64 numbers. Both multiply infinities by 0.
"""

import numpy as np

from comparisons.declaring.concept import Concept
from comparisons.declaring.differing import Differs
from comparisons.declaring.edges import INFINITE, in_the_tails, infinity_times_zero
from scratch.activations.gelu import gelu
from scratch.normal import below, density


def data(rng, shape, tails=False, large=False, infinite=False):
    """Draw x: normal numbers, or such as in_the_tails draws; large ones of either sign; or −∞ and zeros."""
    if large:
        return dict(x=rng.choice([-1, 1], shape) * rng.uniform(1e3, 1e4, shape))
    if infinite:
        return dict(x=np.resize([-np.inf, 0.0, -0.0], shape))
    return in_the_tails(rng, shape, tails)


def from_one_plus_erf(x):
    erf = 2 * below(x) - 1
    Phi = (1 + erf) / 2

    def backward(dy):
        return dict(x=dy * (Phi + np.clip(x, -1000, 1000) * density(x)))

    return np.clip(x, -1000, np.inf) * Phi, backward


def of_pytorch(x, *, cancels=True, infinite=True):
    function = from_one_plus_erf if cancels else gelu
    return (infinity_times_zero(function) if infinite else function)(x)


def with_a_rounded_root(x):
    c = float(np.float32(0.5**0.5)) / 0.5**0.5
    Phi = below(c * x)

    def backward(dy):
        return dict(x=dy * (Phi + np.clip(c * x, -1000, 1000) * density(c * x)))

    return np.clip(x, -1000, np.inf) * Phi, backward


def of_keras(x, *, rounded=True, infinite=True):
    function = with_a_rounded_root if rounded else gelu
    return (infinity_times_zero(function) if infinite else function)(x)


concept = Concept(
    __name__,
    cases=[
        dict(shape=(3, 4)),
        dict(shape=(1,)),
        dict(shape=()),
        dict(shape=(12,), tails=True),
        dict(shape=(6,), large=True),
        dict(shape=(3,), infinite=True),
    ],
    timing=dict(shape=(512, 1024)),
    data=data,
    differs=dict(
        pytorch=Differs(
            of_pytorch,
            dict(
                cancels="Φ is taken as (1 + erf) / 2; far below zero these cancel; erfc(−x / √2) / 2 keeps digits",
                infinite=INFINITE,
            ),
            rearranged=("cancels",),
        ),
        keras=Differs(
            of_keras,
            dict(
                rounded="TensorFlow has √½ as a float32 constant: in float64 Φ is taken at a place that is 1e-8 off",
                infinite=INFINITE,
            ),
        ),
    ),
)
