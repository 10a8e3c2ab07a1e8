"""What all activations have in common, with nothing else in it: a gradient comes back as it was sent."""

from comparisons.concept import Concept

concept = Concept(
    __name__,
    cases=[dict(shape=(3, 4)), dict(shape=(1,)), dict(shape=())],
    timing=dict(shape=(512, 1024)),
)
