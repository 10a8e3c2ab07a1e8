"""Taken from logits, the loss of a sample that is certain and wrong is finite, and so is its gradient."""

import numpy as np

from comparisons.concept import Concept


def data(rng, n, k):
    z = rng.standard_normal((n, k)) * rng.choice([0, 1, 100], (n, k))  # undecided, usual, and certain
    return dict(z=z, y=np.where(rng.random((n, k)) < 0.5, rng.integers(0, 2, (n, k)), rng.random((n, k))))


concept = Concept(
    __name__,
    cases=[dict(n=5, k=3), dict(n=1, k=1), dict(n=8, k=1)],
    timing=dict(n=4096, k=64),
    data=data,
)
