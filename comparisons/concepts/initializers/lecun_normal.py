"""Keras has it by name, cut at two deviations; in PyTorch it is Kaiming's without an activation, and not cut."""

from comparisons.concepts.initializers.variance_scaling import scaled
from comparisons.declaring.concept import Concept
from comparisons.declaring.draws import Law


def distribution(shape, truncated):
    return scaled(shape, 1.0, "fan_in", "truncated_normal" if truncated else "untruncated_normal")


concept = Concept(
    __name__,
    cases=[
        dict(shape=(64, 32)),
        dict(shape=(64, 32), truncated=True),
        dict(shape=(3, 5, 16, 8)),
        dict(shape=(3, 5, 16, 8), truncated=True),
        dict(shape=(1, 40)),
    ],
    timing=dict(shape=(512, 512)),
    pytorch=dict(w="... i k -> k i ..."),
    law=Law(distribution),
)
