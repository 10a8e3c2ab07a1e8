"""A setting can cost digits: TensorFlow's kernel takes the slope in float32, whatever it multiplies."""

import numpy as np

from comparisons.concept import Concept, Differs, through_float32
from scratch.activations.leaky_relu import leaky_relu


def data(rng, shape):
    x = np.asarray(rng.standard_normal(shape))
    x.flat[3::4] = 0  # some are at the kink itself
    return dict(x=x)


concept = Concept(
    __name__,
    cases=[
        dict(shape=(3, 4)),
        dict(shape=(3, 4), negative_slope=0.125),
        dict(shape=(1,), negative_slope=0.0),
    ],
    timing=dict(shape=(512, 1024)),
    data=data,
    differs=dict(
        keras=Differs(
            through_float32(leaky_relu, "negative_slope"),
            dict(
                rounded="TensorFlow keeps the slope as a float32 attribute of its kernel, also for float64 numbers"
            ),
        )
    ),
)
