"""Both frameworks have the slope 1/6, not the older 0.2.

PyTorch's gradient takes this 1/6 in float32, also for float64 numbers.
"""

import numpy as np

from comparisons.declaring.concept import Concept
from comparisons.declaring.differing import Differs
from comparisons.declaring.edges import at_the_kink
from scratch.activations.hard_sigmoid import hard_sigmoid


def data(rng, shape, extreme=False):
    x = at_the_kink(rng, shape, extreme)["x"]
    if not extreme:
        x *= 3
        x.flat[1::4], x.flat[3::4] = -3, 3
    return dict(x=x)


def with_a_rounded_slope(x):
    y, slope = hard_sigmoid(x)

    def backward(dy):
        return dict(x=slope(6 * float(np.float32(1 / 6)) * dy)["x"])

    return y, backward


def older(x):
    """Keras's before version 3: 0.2 x + 0.5."""
    z = 0.2 * x + 0.5
    return np.clip(z, 0, 1), lambda dy: dict(x=0.2 * dy * ((z > 0) & (z < 1)))


IN_TORCH = Differs(
    with_a_rounded_slope,
    dict(rounded="PyTorch's gradient has 1/6 as a float32 constant: in float64 it is 3e-8 too large"),
)

concept = Concept(
    __name__,
    cases=[
        dict(shape=(3, 4)),
        dict(shape=(1,)),
        dict(shape=()),
        dict(shape=(8,), extreme=True),
    ],
    timing=dict(shape=(512, 1024)),
    data=data,
    differs=dict(
        pytorch=IN_TORCH,
    )
    | {"keras-torch": IN_TORCH},
    relatives={"it is the older one, 0.2 x + 0.5 (Keras 2, Theano)": older},
)
