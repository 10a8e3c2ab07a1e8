"""One curve, three times: its slope is had from its value, so backward needs no exponential."""

from comparisons.concept import Concept

concept = Concept(
    __name__,
    cases=[dict(shape=(3, 4)), dict(shape=(1,)), dict(shape=())],
    timing=dict(shape=(512, 1024)),
)
