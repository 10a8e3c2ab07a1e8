"""Counted on over batches of unequal size, with ties, and where every sample is right or none."""

import numpy as np

from comparisons.declaring.concept import Concept


def data(rng, n, k, right=0.5, tied=False):
    """Draw scores and classes, a share of them right; or scores of which many are equal."""
    z = rng.integers(0, 2, (n, k)) if tied else rng.standard_normal((n, k))
    y = np.where(rng.random(n) < right, np.argmax(z, axis=1), rng.integers(0, k, n))
    return dict(z=z, y=y)


concept = Concept(
    __name__,
    cases=[
        dict(n=50, k=4),
        dict(n=7, k=3, right=1.0),
        dict(n=40, k=3, tied=True),
        dict(n=1, k=2),
        dict(n=5, k=1),
    ],
    timing=dict(n=10_000, k=10),
    data=data,
)
