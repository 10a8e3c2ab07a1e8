"""PyTorch draws from the whole bell, Keras from one that is cut at two deviations and as much wider."""

import math

from comparisons.concepts.initializers.variance_scaling import scaled
from comparisons.declaring.concept import Concept
from comparisons.declaring.draws import Law


def distribution(shape, gain, truncated):
    return scaled(shape, gain**2, "fan_avg", "truncated_normal" if truncated else "untruncated_normal")


concept = Concept(
    __name__,
    cases=[
        dict(shape=(64, 32)),
        dict(shape=(64, 32), truncated=True),
        dict(shape=(3, 5, 16, 8), gain=math.sqrt(2)),
        dict(shape=(3, 5, 16, 8), gain=2.0, truncated=True),
        dict(shape=(1, 40)),
    ],
    timing=dict(shape=(512, 512)),
    pytorch=dict(w="... i k -> k i ..."),
    law=Law(distribution),
)
