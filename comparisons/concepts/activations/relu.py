"""At zero, where there is no derivative, the three agree on the same choice: none."""

from comparisons.declaring.concept import Concept
from comparisons.declaring.edges import CAST_BY_KERAS, at_the_kink

concept = Concept(
    __name__,
    cases=[dict(shape=(3, 4)), dict(shape=(1,)), dict(shape=()), dict(shape=(8,), extreme=True)],
    timing=dict(shape=(512, 1024)),
    data=at_the_kink,
    halves=CAST_BY_KERAS,
)
