"""PyTorch takes Φ as (1 + erf) / 2, which has no digits left far below zero; Keras takes erfc, and keeps them.

But TensorFlow has √½ in float32, also for float64 numbers. Both multiply infinities by 0.
"""

import numpy as np

from comparisons.declaring.concept import Concept
from comparisons.declaring.differing import Differs, rewritten
from comparisons.declaring.edges import INFINITE, in_the_tails, infinity_times_zero
from scratch.activations.gelu import gelu
from scratch.activations.gelu_tanh import gelu_tanh
from scratch.activations.sigmoid import complement, sigma
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
    return (1 + erf) / 2


C = float(np.float32(0.5**0.5)) / 0.5**0.5
ONE_PLUS_ERF = rewritten(gelu, below=from_one_plus_erf)
ROUNDED_ROOT = rewritten(gelu, below=lambda x: below(C * x), density=lambda x: C * density(C * x))


def of_pytorch(x, *, cancels=True, infinite=True):
    function = ONE_PLUS_ERF if cancels else gelu
    return (infinity_times_zero(function) if infinite else function)(x)


def of_keras(x, *, rounded=True, infinite=True):
    function = ROUNDED_ROOT if rounded else gelu
    return (infinity_times_zero(function) if infinite else function)(x)


def quick(x):
    """x σ(1.702 x)."""
    z = 1.702 * x
    gate = sigma(z)
    return np.clip(x, -1000, np.inf) * gate, lambda dy: dict(x=dy * gate * (1 + z * complement(z)))


IN_TORCH = Differs(
    of_pytorch,
    dict(
        cancels="Φ is taken as (1 + erf) / 2; far below zero these cancel; erfc(−x / √2) / 2 keeps digits",
        infinite=INFINITE,
    ),
    rearranged=("cancels",),
)

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
        pytorch=IN_TORCH,
        keras=Differs(
            of_keras,
            dict(
                rounded="TensorFlow has √½ as a float32 constant: in float64 Φ is taken at a place that is 1e-8 off",
                infinite=INFINITE,
            ),
        ),
    )
    | {"keras-torch": IN_TORCH},
    relatives={
        "Φ is approximated by a tanh": gelu_tanh,
        "Φ is approximated by σ(1.702 x)": quick,
    },
)
