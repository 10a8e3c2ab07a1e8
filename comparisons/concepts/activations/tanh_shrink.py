"""Both frameworks have the slope as 1 − (1 − tanh² x): of a small x nothing is left of it."""

import numpy as np

from comparisons.declaring.concept import Concept
from comparisons.declaring.differing import Differs
from comparisons.declaring.edges import in_the_tails
from scratch.activations.tanh_shrink import tanh_shrink


def with_the_slope_taken_from_1(x):
    y, _ = tanh_shrink(x)

    def backward(dy):
        return dict(x=dy - dy * (1 - np.tanh(x) ** 2))

    return y, backward


ROUNDED = Differs(
    with_the_slope_taken_from_1,
    dict(cancels="The slope of tanh is taken away from 1, and of a small x the digits cancel; it is tanh² x"),
    rearranged=True,
)


concept = Concept(
    __name__,
    cases=[
        dict(shape=(3, 4)),
        dict(shape=(1,)),
        dict(shape=()),
        dict(shape=(12,), tails=True),
        dict(shape=(8,), extreme=True),
    ],
    timing=dict(shape=(512, 1024)),
    data=in_the_tails,
    differs=dict(pytorch=ROUNDED, keras=ROUNDED),
)
