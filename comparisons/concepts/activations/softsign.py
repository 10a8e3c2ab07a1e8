"""Both frameworks divide ∞ by ∞: of ±∞ y becomes NaN.

PyTorch has the slope as a difference, in which the digits of a large x cancel.
"""

import numpy as np

from comparisons.declaring.concept import Concept
from comparisons.declaring.differing import Differs
from comparisons.declaring.edges import CAST_BY_KERAS, in_the_tails
from scratch.activations.softsign import softsign


def data(rng, shape, tails=False, huge=False, infinite=False):
    if huge:
        return dict(x=rng.choice([-1, 1], shape) * rng.uniform(1e4, 1e6, shape))
    if infinite:
        return dict(x=np.resize([np.inf, -np.inf, 1e30, -1e30], shape))
    return in_the_tails(rng, shape, tails)


@np.errstate(invalid="ignore")
def no_number_at_infinity(x):
    y, slope = softsign(x)
    return y + 0 * x, slope


@np.errstate(invalid="ignore")
def with_a_difference_for_slope(x, *, infinite=True, cancels=True):
    y, slope = softsign(x)

    @np.errstate(invalid="ignore")
    def backward(dy):
        u = 1 + np.abs(x)
        dx = dy / u - dy * np.abs(y) / u if cancels else slope(dy)["x"]
        return dict(x=dx + 0 * x if infinite else dx)

    return y + 0 * x if infinite else y, backward


def with_a_quotients_slope(x, *, dtype, infinite=True, cancels=True):
    """Differentiate x / u as a quotient: dy / u − dy |x| / u², where u² may be beyond the largest number."""
    y, slope = softsign(x)
    u = 1 + np.abs(x)

    @np.errstate(invalid="ignore", over="ignore")
    def backward(dy):
        dx = dy / u - dy * np.abs(x) / u**2 if cancels else slope(dy)["x"]
        beyond = np.isfinite(x) & (u**2 > np.finfo(dtype).max)
        of_all = np.where(np.isinf(x), np.nan, np.where(beyond, dy / u, dx))
        return dict(x=of_all if infinite else np.where(np.isinf(x), 0, dx))

    with np.errstate(invalid="ignore"):
        return y + 0 * x if infinite else y, backward


DIVIDED = "∞ / ∞ is NaN, and the limits are −1 and 1: keep infinities away from it"


IN_TORCH = Differs(
    with_a_difference_for_slope,
    dict(
        infinite=DIVIDED,
        cancels="The slope is 1 / u² with u = 1 + |x|; as 1 / u − |x| / u² it has no digits left for a large x",
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
        dict(shape=(6,), huge=True),
        dict(shape=(4,), infinite=True),
    ],
    timing=dict(shape=(512, 1024)),
    data=data,
    differs=dict(
        pytorch=IN_TORCH,
        keras=Differs(no_number_at_infinity, dict(infinite=DIVIDED)),
    )
    | {
        "keras-torch": IN_TORCH,
        "keras-jax": Differs(
            with_a_quotients_slope,
            dict(
                infinite=f"{DIVIDED}; and where u² is infinite before x is, the slope is 1 / u",
                cancels="JAX has the slope as 1 / u − |x| / u² with u = 1 + |x|, of which a large x leaves no digits",
            ),
            rearranged=("cancels",),
        ),
    },
    halves=CAST_BY_KERAS,
)
