"""Numbers at which functions are most easily wrong: at a kink, beyond all bounds, at infinity, without weight."""

from collections.abc import Callable
from functools import wraps

import numpy as np

from comparisons.declaring.differing import OutOfRange

#: What whoever multiplies x by a gate as it stands should know.
INFINITE = "∞ times 0 is NaN; at −∞ the limits are 0, at ∞ the slope's is 1: keep infinities away from it"

#: What holds of the maximum of two numbers, and of a number's clipping, on some of Keras's backends.
TIED = "maximum(a, b) sends half of the gradient to each of two equal numbers; TensorFlow's sends all to the first"

#: Those backends.
SHARING = ("keras-torch", "keras-jax")

#: What becomes of a vector of zeros on these, where its length is the root of its square.
NO_LENGTH = "the root of 0 has an infinite slope, times 0: of a vector of zeros the gradient is no number"

#: What whoever takes the logarithm of a whole sum of exponentials should know.
SUMMED_WHOLE = (
    "the largest e⁰ = 1 is part of the sum, whose logarithm loses what the others add to it: a nearly certain sample's "
    "log p, or loss, keeps few digits or none; log1p of the others keeps them"
)

#: What becomes of numbers that float32 has and float16 has not, where float32 is cast to that before a layer.
CAST = OutOfRange("in mixed precision x is cast to float16 first, in which 1e30 is ∞ and 1e-30 is 0")
CAST_BY_KERAS = {"keras in mixed_float16": CAST}


def in_the_tails(
    rng: np.random.Generator, shape: tuple[int, ...], tails: bool = False, extreme: bool = False
) -> dict:
    """Draw x: normal numbers, of which every fourth is 0; or ``tails``, from 8 to 40 of either sign; or ``extreme``."""
    if tails:
        return dict(x=rng.choice([-1, 1], shape) * rng.uniform(8, 40, shape))
    return at_the_kink(rng, shape, extreme)


def at_the_kink(
    rng: np.random.Generator, shape: tuple[int, ...], extreme: bool = False
) -> dict[str, np.ndarray]:
    """Draw x: normal numbers, of which every fourth is 0; or ``extreme`` ones, infinite, huge, tiny and both zeros."""
    if extreme:
        return dict(x=np.resize([np.inf, -np.inf, 1e30, -1e30, 1e-30, -1e-30, 0.0, -0.0], shape))
    x = np.asarray(rng.standard_normal(shape))
    x.flat[3::4] = 0
    return dict(x=x)


def halved(function: Callable, ties: Callable) -> Callable:
    """Return a function whose gradients are half of what they are where ``ties`` of its arrays and settings says so."""

    @wraps(function)
    def sharing(*arrays, **settings):
        y, backward = function(*arrays, **settings)
        share = np.where(ties(*arrays, **settings), 0.5, 1.0)

        @wraps(backward)
        def shared(*sent, **named):
            return {name: share * each for name, each in backward(*sent, **named).items()}

        return y, shared

    return sharing


def no_number(function: Callable, name: str, where: Callable) -> Callable:
    """Return a function whose gradient of an array is NaN ``where`` its arrays and settings say so."""

    @wraps(function)
    def instead(*arrays, **settings):
        y, backward = function(*arrays, **settings)
        lost = np.where(where(*arrays, **settings), np.nan, 0.0)

        @wraps(backward)
        def without(*sent, **named):
            gradients = backward(*sent, **named)
            return gradients | {name: gradients[name] + lost}

        return y, without

    return instead


def weights(rng: np.random.Generator, shape: tuple[int, ...]) -> np.ndarray:
    """Draw weights from 0.5 to 2; every third is 0."""
    drawn = rng.uniform(0.5, 2, shape)
    drawn.flat[1::3] = 0
    return drawn


def log_softmax_summed_whole(z: np.ndarray, axis: int = -1) -> tuple[np.ndarray, np.ndarray]:
    """Return log p and p of logits, with the largest in the sum: log(1 + small) loses the digits of what is small."""
    log_p = z - z.max(axis=axis, keepdims=True)
    total = np.exp(log_p).sum(axis=axis, keepdims=True)
    return log_p - np.log(total), np.exp(log_p) / total


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
