"""PyTorch has no such loss. Keras takes labels of 0 and 1, too, and makes −1 of 0 if a batch has no other labels."""

from comparisons.declaring.concept import Concept
from comparisons.declaring.differing import Differs
from comparisons.declaring.edges import SHARING, TIED, halved
from scratch.losses.hinge import hinge
from scratch.losses.squared_hinge import squared_hinge


def data(rng, shape, at_the_edge=False):
    """Draw scores and classes; with ``at_the_edge`` every second score is right by just the margin."""
    z, y = 2 * rng.standard_normal(shape), rng.choice([-1.0, 1.0], shape)
    if at_the_edge:
        z.flat[::2] = y.flat[::2]
    return dict(z=z, y=y)


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
    differs=dict.fromkeys(SHARING, Differs(halved(hinge, lambda z, y, **_: y * z == 1), dict(tied=TIED))),
    relatives={"it is squared": squared_hinge},
)
