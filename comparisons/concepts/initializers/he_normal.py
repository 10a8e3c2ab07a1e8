"""PyTorch draws from the whole bell, Keras cuts and widens it; the slope of a leaky ReLU is known to PyTorch alone."""

from comparisons.concepts.initializers.variance_scaling import scaled
from comparisons.declaring.concept import Concept
from comparisons.declaring.draws import Law


def distribution(shape, slope, mode, truncated):
    normal = "truncated_normal" if truncated else "untruncated_normal"
    return scaled(shape, 2 / (1 + slope**2), mode, normal)


concept = Concept(
    __name__,
    cases=[
        dict(shape=(64, 32)),
        dict(shape=(64, 32), truncated=True),
        dict(shape=(3, 5, 16, 8), slope=0.25, mode="fan_out"),
        dict(shape=(16, 64), mode="fan_out", slope=1.0, truncated=True),
        dict(shape=(1, 40)),
    ],
    timing=dict(shape=(512, 512)),
    pytorch=dict(w="... i k -> k i ..."),
    law=Law(distribution),
)
