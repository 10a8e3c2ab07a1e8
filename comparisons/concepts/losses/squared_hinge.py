"""Written out in PyTorch, with clamp. At the edge of the margin it has a slope, which is 0, and no kink."""

from comparisons.concepts.losses.hinge import data
from comparisons.declaring.concept import Concept
from scratch.losses.hinge import hinge

concept = Concept(
    __name__,
    cases=[
        dict(shape=(5, 3)),
        dict(shape=(1, 1)),
        dict(shape=(6, 2), at_the_edge=True),
        dict(shape=(7,), reduction="sum"),
        dict(shape=(2, 3, 4), reduction="none"),
    ],
    timing=dict(shape=(4096, 64)),
    data=data,
    relatives={"it is not squared": hinge},
)
