"""At 0 Keras has the slope 2, where it is 1: both terms that it adds up let the gradient pass.

PyTorch's gradient takes α in float32, also for float64 numbers.
"""

import numpy as np

from comparisons.declaring.concept import Concept
from comparisons.declaring.differing import Differs
from comparisons.declaring.edges import CAST_BY_KERAS, in_the_tails
from scratch.activations.celu import celu


def twice_at_zero(x, *, alpha):
    y, slope = celu(x, alpha=alpha)

    def backward(dy):
        return dict(x=slope(dy)["x"] * (1 + (x == 0)))

    return y, backward


def with_a_rounded_alpha_in_the_slope(x, *, alpha):
    y, _ = celu(x, alpha=alpha)
    rounded = float(np.float32(alpha))

    def backward(dy):
        slope = alpha / rounded * np.exp(np.clip(x, -np.inf, 0) / rounded)
        return dict(x=dy * np.where(x > 0, 1, slope))

    return y, backward


def from_expm1(x, *, alpha):
    """Take the slope as 1 + expm1(x / α)."""
    y, _ = celu(x, alpha=alpha)
    return y, lambda dy: dict(x=dy * (1 + np.expm1(np.clip(x, -np.inf, 0) / alpha)))


IN_TORCH = Differs(
    with_a_rounded_alpha_in_the_slope,
    dict(
        rounded="PyTorch's gradient divides by α in float32: in float64 it is 1e-8 off, unless α is a float32"
    ),
)

concept = Concept(
    __name__,
    cases=[
        dict(shape=(3, 4)),
        dict(shape=(3, 4), alpha=0.3),
        dict(shape=(3,), alpha=2.0),
        dict(shape=()),
        dict(shape=(12,), alpha=0.3, tails=True),
        dict(shape=(8,), extreme=True),
    ],
    timing=dict(shape=(512, 1024)),
    data=in_the_tails,
    differs=dict(
        pytorch=IN_TORCH,
        keras=Differs(
            twice_at_zero,
            dict(
                twice="Keras adds a term of minimum(x, 0) to maximum(x, 0), and at 0 the gradient goes through both"
            ),
        ),
    )
    | {
        "keras-torch": IN_TORCH,
        "keras-jax": Differs(
            from_expm1,
            dict(cancels="JAX has the slope as 1 + expm1(x / α), of which no digit is left far below 0"),
            rearranged=True,
        ),
    },
    halves=CAST_BY_KERAS,
)
