"""Numbers at which functions are most easily wrong: at a kink, beyond all bounds, at infinity, without weight."""

from collections.abc import Callable
from functools import wraps

import numpy as np

#: What whoever multiplies x by a gate as it stands should know.
INFINITE = "∞ times 0 is NaN; at −∞ the limits are 0, at ∞ the slope's is 1: keep infinities away from it"


def in_the_tails(
    rng: np.random.Generator, shape: tuple[int, ...], tails: bool = False, extreme: bool = False
) -> dict:
    """Draw x: normal numbers; or with ``tails`` numbers from 8 to 40 of either sign; or ``extreme`` ones."""
    if tails:
        return dict(x=rng.choice([-1, 1], shape) * rng.uniform(8, 40, shape))
    return at_the_kink(rng, shape, extreme) if extreme else {}


def at_the_kink(
    rng: np.random.Generator, shape: tuple[int, ...], extreme: bool = False
) -> dict[str, np.ndarray]:
    """Draw x: normal numbers, of which every fourth is 0; or ``extreme`` ones, infinite, huge, tiny and both zeros."""
    if extreme:
        return dict(x=np.resize([np.inf, -np.inf, 1e30, -1e30, 1e-30, -1e-30, 0.0, -0.0], shape))
    x = np.asarray(rng.standard_normal(shape))
    x.flat[3::4] = 0
    return dict(x=x)


def weights(rng: np.random.Generator, shape: tuple[int, ...]) -> np.ndarray:
    """Draw weights from 0.5 to 2; every third is 0."""
    drawn = rng.uniform(0.5, 2, shape)
    drawn.flat[1::3] = 0
    return drawn


def infinity_times_zero(function: Callable, slope: bool = True) -> Callable:
    """Return a function of x whose y is NaN at −∞ and, with ``slope``, its dx at ±∞: there x meets a gate that is 0."""

    @wraps(function)
    @np.errstate(invalid="ignore")
    def multiplied(x):
        y, backward = function(x)

        @np.errstate(invalid="ignore")
        def backward_multiplied(dy):
            return dict(x=backward(dy)["x"] + 0 * x)

        return y + 0 * np.clip(x, -np.inf, 0), backward_multiplied if slope else backward

    return multiplied
