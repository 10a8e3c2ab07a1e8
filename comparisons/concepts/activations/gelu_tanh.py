"""In both frameworks it has to be asked for: without ``approximate`` their activation is the GELU itself.

Both have no digits left of 1 + tanh far below zero, and multiply infinities by 0. TensorFlow has 0.044715 in float32,
also for float64 numbers.
"""

import math
from functools import partial

import numpy as np

from comparisons.concepts.activations.gelu import data
from comparisons.declaring.concept import Concept
from comparisons.declaring.differing import Differs, OutOfRange, in_precisions, rewritten
from comparisons.declaring.edges import INFINITE, infinity_times_zero
from scratch.activations.gelu import gelu
from scratch.activations.gelu_tanh import CUBE, gelu_tanh


def with_a_tanh(cube):
    """Return the function as it is written in the paper, with this number before x³."""

    def gelu_with_a_tanh(x):
        x = np.clip(x, -1000, 1e30)
        root = math.sqrt(2 / math.pi)
        tanh = np.tanh(root * (x + cube * x**3))

        def backward(dy):
            du = root * (1 + 3 * cube * x**2)
            return dict(x=dy * ((1 + tanh) / 2 + x * (1 - tanh**2) * du / 2))

        return x * (1 + tanh) / 2, backward

    return gelu_with_a_tanh


def in_frameworks(x, *, cancels=True, infinite=True, rounded=True):
    cube = float(np.float32(CUBE)) if rounded else CUBE
    function = with_a_tanh(cube) if cancels else rewritten(gelu_tanh, CUBE=cube)
    return (infinity_times_zero(function) if infinite else function)(x)


CANCELS = "The gate is taken as (1 + tanh u) / 2; far below zero the two cancel, and σ(2u) keeps all digits"

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
            partial(in_frameworks, rounded=False),
            dict(cancels=CANCELS, infinite=INFINITE),
            rearranged=("cancels",),
        ),
        keras=Differs(
            in_frameworks,
            dict(
                cancels=CANCELS,
                infinite=INFINITE,
                rounded="TensorFlow has 0.044715 as a float32 constant: in float64 the answer is about 1e-9 off",
            ),
            rearranged=("cancels",),
        ),
    ),
    halves=in_precisions(
        "keras", "float16 mixed_float16", OutOfRange("in float16 x³ is ∞ from 40 on, and its slope ∞ times 0")
    ),
    relatives={"Φ is taken exactly, by the error function": gelu},
)
