"""Keras's momentum grows as with a momentum_decay of 1: in 40 steps to nine tenths, where PyTorch's takes 9 900."""

from functools import partial

import ml_dtypes
import numpy as np

from comparisons.concepts.optimizers.adam import BETA_OF_1, EXACT, VANISHES, data
from comparisons.declaring.concept import Concept
from comparisons.declaring.differing import Differs, OutOfRange, rewritten
from scratch.optimizers.nadam import nadam, product_of


def kerass_nadam(*arrays, quick, rounded, stored=np.float32, **settings):
    """NAdam, or what Keras makes of it."""
    beta1, decay = settings["beta1"], 1.0 if quick else settings["momentum_decay"]
    if not rounded:
        return nadam(*arrays, **settings | dict(momentum_decay=decay))
    narrow = {name: float(stored(settings[name])) for name in ("beta1", "beta2")}

    def momentum_of_rounded(t, beta1, decay):
        return beta1 * (1 - 0.5 * float(stored(0.96)) ** (decay * t))

    def product_of_exact(t, *rounded):
        return product_of(t, beta1, decay)

    helpers = dict(momentum_of=momentum_of_rounded, product_of=product_of_exact)
    return rewritten(nadam, **helpers)(*arrays, **settings | narrow | dict(momentum_decay=decay))


concept = Concept(
    __name__,
    cases=[
        dict(d=7, t=20),
        dict(d=7, t=8, **EXACT, momentum_decay=1.0, epsilon=0.25),
        dict(d=7, t=8, beta1=0.0, beta2=0.96875, epsilon=0.0, learning_rate=0.03),
        dict(d=7, t=8, momentum_decay=0.5, weight_decay=0.1, maximize=True),
        dict(d=7, t=5, momentum_decay=1.0, step=5, given=("m", "v")),
        dict(d=4, t=3, momentum_decay=1.0, still=True),
        dict(d=4, t=3, momentum_decay=1.0, epsilon=0.0, still=True),
        dict(d=1, t=1, momentum_decay=0.0),
    ],
    timing=dict(d=1_000_000, t=1),
    data=data,
    differs=dict(
        keras=Differs(
            kerass_nadam,
            dict(
                quick="Keras's momentum schedule is 0.96ᵗ, with no momentum_decay in the exponent: that is 1, "
                "where the paper and PyTorch have 0.004",
                rounded="Keras casts β₁, β₂ and 0.96 through float32, also for float64 weights, except in the product "
                "of the momenta until then",
            ),
        )
    ),
    halves=VANISHES
    | {
        "keras in bfloat16": OutOfRange(
            f"{BETA_OF_1}, by which the mean square is divided, which never grows: 0 / 0",
            partial(kerass_nadam, quick=True, rounded=True, stored=ml_dtypes.bfloat16),
        )
    },
)
