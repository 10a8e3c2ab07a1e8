"""Keras has no β: its softplus takes βx, and is divided by β.

From βx = 20 on PyTorch returns x itself, which is 2e-9 off: in float64 give it a threshold of 40.
"""

import numpy as np

from comparisons.declaring.concept import Concept
from comparisons.declaring.differing import Differs
from comparisons.declaring.edges import in_the_tails
from scratch.activations.softplus import softplus


def straight_above_20(x, *, beta):
    y, slope = softplus(x, beta=beta)
    straight = beta * x > 20

    def backward(dy):
        return dict(x=np.where(straight, dy, slope(dy)["x"]))

    return np.where(straight, x, y), backward


IN_TORCH = Differs(
    straight_above_20,
    dict(straight="Where βx is above its threshold, 20, PyTorch returns x and the slope 1; float64 can tell"),
)

concept = Concept(
    __name__,
    cases=[
        dict(shape=(3, 4)),
        dict(shape=(1,)),
        dict(shape=()),
        dict(shape=(3, 4), beta=0.3),
        dict(shape=(5,), beta=4.0),
        dict(shape=(12,), tails=True),
        dict(shape=(8,), extreme=True),
    ],
    timing=dict(shape=(512, 1024)),
    data=in_the_tails,
    differs=dict(
        pytorch=IN_TORCH,
    )
    | {"keras-torch": IN_TORCH},
)
