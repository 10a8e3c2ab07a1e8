"""PyTorch's scheduler moves the momentum too, unless it is told not to; in Keras one writes the triangles oneself."""

from comparisons.declaring.concept import Concept


def data(rng, t):
    """Draw all steps from 0 on, in any order, a rate, and a peak above it."""
    return dict(step=rng.permutation(t), rate=rng.uniform(0.01, 1), peak=rng.uniform(1, 2))


concept = Concept(
    __name__,
    cases=[
        dict(t=45, steps=10),
        dict(t=45, steps=7, mode="triangular2"),
        dict(t=45, steps=10, mode="exp_range", gamma=0.95),
        dict(t=5, steps=1, mode="triangular2"),
        dict(t=1),
    ],
    timing=dict(t=1024, steps=100),
    data=data,
)
