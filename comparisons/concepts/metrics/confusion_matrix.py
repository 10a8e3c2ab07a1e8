"""Rows are the true classes in all three; of equal scores the first wins in all three."""

import numpy as np

from comparisons.declaring.concept import Concept


def data(rng, n, k, tied=False, absent=0):
    """Draw scores and classes, half of them right; or scores of which many are equal; or classes that never occur."""
    z = rng.integers(0, 2, (n, k)).astype(float) if tied else rng.standard_normal((n, k))
    z[:, k - absent :] -= 9
    y = np.where(rng.random(n) < 0.5, np.argmax(z, axis=1), rng.integers(0, k - absent, n))
    return dict(z=z, y=y)


concept = Concept(
    __name__,
    cases=[
        dict(n=50, k=4),
        dict(n=50, k=4, normalize="true"),
        dict(n=50, k=4, normalize="predicted"),
        dict(n=50, k=4, normalize="all"),
        dict(n=40, k=3, tied=True),
        dict(n=30, k=5, absent=2, normalize="true"),
        dict(n=30, k=5, absent=2, normalize="predicted"),
        dict(n=5, k=1),
        dict(n=1, k=3),
    ],
    timing=dict(n=10_000, k=10),
    data=data,
)
