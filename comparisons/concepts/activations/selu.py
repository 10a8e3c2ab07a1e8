"""At 0 Keras has the slope of the upper side, λ, PyTorch that of the lower, λα.

TensorFlow takes e^x − 1 and has the slope from the value: digits are lost just below zero, and far below.
"""

from functools import partial

import numpy as np

from comparisons.declaring.concept import Concept
from comparisons.declaring.differing import Differs
from comparisons.declaring.edges import at_the_kink, in_the_tails
from scratch.activations.selu import ALPHA, LAMBDA

CORNER = "Where y is 0 TensorFlow takes the upper side's slope, λ; the paper has λα there"
CANCELS = "TensorFlow takes e^x − 1, and y + λα for the slope: the digits of both may cancel below 0"


def data(rng, shape, tails=False, extreme=False):
    return in_the_tails(rng, shape, tails) if tails else at_the_kink(rng, shape, extreme)


def as_tensorflow_takes_it(x, *, corner=True, cancels=True):
    below = np.clip(x, -np.inf, 0)
    e = LAMBDA * ALPHA * (np.exp(below) - 1 if cancels else np.expm1(below))

    def backward(dy):
        lower = e < 0 if corner else x <= 0
        slope = e + LAMBDA * ALPHA if cancels else LAMBDA * ALPHA * np.exp(below)
        return dict(x=np.where(lower, slope, LAMBDA) * dy)

    return LAMBDA * np.clip(x, 0, np.inf) + e, backward


concept = Concept(
    __name__,
    cases=[
        dict(shape=(3, 4)),
        dict(shape=(1,)),
        dict(shape=()),
        dict(shape=(5,), extreme=True),
        dict(shape=(8,), extreme=True),
        dict(shape=(12,), tails=True),
    ],
    timing=dict(shape=(512, 1024)),
    data=data,
    differs={
        "keras": Differs(as_tensorflow_takes_it, dict(corner=CORNER, cancels=CANCELS)),
        "keras under xla": Differs(partial(as_tensorflow_takes_it, corner=False), dict(cancels=CANCELS)),
    },
)
