"""In Keras it is exponential decay on a staircase; in both the rate falls at step T itself."""

from comparisons.declaring.concept import Concept


def data(rng, t):
    """Draw all steps from 0 on, in any order, and a rate."""
    return dict(step=rng.permutation(t), rate=rng.uniform(0.01, 1))


concept = Concept(
    __name__,
    cases=[
        dict(t=32, steps=10),
        dict(t=20, steps=1, factor=0.5),
        dict(t=12, steps=30),
        dict(t=25, steps=7, factor=1.5),
        dict(t=1),
    ],
    timing=dict(t=1024),
    data=data,
)
