"""Keras has a metric for each, and PyTorch none; where nothing was found, or is to be found, 0 / 0 is 0 in Keras."""

import numpy as np

from comparisons.declaring.concept import Concept


def data(rng, n, threshold, coarse=False, size=1.0, positives=0.4):
    """Draw scores, of a size, and which samples are positive; ``coarse`` scores meet the threshold, one in three."""
    y = rng.random(n) < positives
    z = size * np.clip(0.3 * y + 0.7 * rng.random(n), 0, 1)
    return dict(z=threshold + rng.integers(-1, 2, n) / 8 if coarse else z, y=y)


concept = Concept(
    __name__,
    cases=[
        dict(n=50),
        dict(n=50, threshold=0.25),
        dict(n=30, coarse=True),
        dict(n=8, size=0.25),
        dict(n=8, positives=0.0),
        dict(n=8, positives=1.0, threshold=0.0),
        dict(n=1),
    ],
    timing=dict(n=10_000),
    data=data,
)
