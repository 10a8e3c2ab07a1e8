"""Keras's Normalization takes the variance, not σ, and the σ that it divides by is never less than 1e-7.

Data that it is adapted to have the variance divided by their number, as ``correction=0`` has it in PyTorch, whose
``std`` divides by one less.
"""

from comparisons.declaring.concept import Concept


def data(rng, c, m=1, alike=False):
    """Draw variances, and data about 3; if they are ``alike``, the first feature never varies."""
    seen, var = 3 + rng.standard_normal((m, c)), rng.uniform(0.5, 2, c)
    if alike:
        seen[:, 0], var[0] = 3, 0
    return dict(data=seen, var=var)


GIVEN = ("mean", "var")


concept = Concept(
    __name__,
    cases=[
        dict(batch=(5,), c=3, given=GIVEN),
        dict(batch=(2, 3), c=4, given=GIVEN),
        dict(batch=(1,), c=1, given=GIVEN),
        dict(batch=(4,), c=3, m=8, given=("data",)),
        dict(batch=(2, 3), c=2, m=16, alike=True, given=("data",)),
        dict(batch=(3,), c=2, alike=True, given=GIVEN),
    ],
    timing=dict(batch=(4096,), c=64, given=GIVEN),
    data=data,
)
