"""Keras has it by name; in PyTorch it is Kaiming's without an activation."""

from comparisons.concepts.initializers.variance_scaling import scaled
from comparisons.declaring.concept import Concept
from comparisons.declaring.draws import Law

concept = Concept(
    __name__,
    cases=[dict(shape=(64, 32)), dict(shape=(3, 5, 16, 8)), dict(shape=(1, 40))],
    timing=dict(shape=(512, 512)),
    pytorch=dict(w="... i k -> k i ..."),
    law=Law(lambda shape: scaled(shape, 1.0, "fan_in", "uniform")),
)
