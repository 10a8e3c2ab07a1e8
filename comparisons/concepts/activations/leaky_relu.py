"""A setting can cost digits: TensorFlow's kernel takes the slope in float32, whatever it multiplies."""

import numpy as np

from comparisons.declaring.concept import Concept
from comparisons.declaring.differing import Differs, through_float32
from comparisons.declaring.edges import CAST_BY_KERAS, at_the_kink
from scratch.activations.leaky_relu import leaky_relu


def straight_at_zero(x, *, negative_slope):
    y, backward = leaky_relu(x, negative_slope=negative_slope)
    return y, lambda dy: dict(x=np.where(x == 0, dy, backward(dy)["x"]))


concept = Concept(
    __name__,
    cases=[
        dict(shape=(3, 4)),
        dict(shape=(3, 4), negative_slope=0.125),
        dict(shape=(1,), negative_slope=0.0),
        dict(shape=(8,), extreme=True),
    ],
    timing=dict(shape=(512, 1024)),
    data=at_the_kink,
    differs=dict(
        keras=Differs(
            through_float32(leaky_relu, "negative_slope"),
            dict(
                rounded="TensorFlow keeps the slope as a float32 attribute of its kernel, also for float64 numbers"
            ),
        )
    )
    | {
        "keras-jax": Differs(
            straight_at_zero, dict(straight="JAX's slope at 0 is 1, that of all others the negative slope")
        )
    },
    halves=CAST_BY_KERAS,
)
