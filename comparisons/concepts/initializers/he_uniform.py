"""PyTorch knows the slope of a leaky ReLU; its layers draw their weights so, but with a slope of √5."""

import math

from comparisons.concepts.initializers.variance_scaling import scaled
from comparisons.declaring.concept import Concept
from comparisons.declaring.draws import Law


def distribution(shape, slope, mode):
    return scaled(shape, 2 / (1 + slope**2), mode, "uniform")


concept = Concept(
    __name__,
    cases=[
        dict(shape=(64, 32)),
        dict(shape=(3, 5, 16, 8)),
        dict(shape=(3, 5, 16, 8), slope=math.sqrt(5)),
        dict(shape=(16, 64), mode="fan_out"),
        dict(shape=(1, 40)),
    ],
    timing=dict(shape=(512, 512)),
    pytorch=dict(w="... i k -> k i ..."),
    law=Law(distribution),
)
