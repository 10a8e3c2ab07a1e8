"""Taken from logits, the loss of a certain sample is finite where it is wrong; where 0 is right PyTorch loses it."""

import numpy as np

from comparisons.declaring.concept import Concept
from comparisons.declaring.differing import Differs
from scratch.losses.binary_cross_entropy import binary_cross_entropy


def data(rng, n, k, certain=None):
    """Draw logits that are undecided, usual and certain; or with a size that is given, all of them right."""
    y = np.where(rng.random((n, k)) < 0.5, rng.integers(0, 2, (n, k)), rng.random((n, k)))
    if certain:
        return dict(z=certain * np.sign(y - 0.5), y=np.round(y))
    return dict(z=rng.standard_normal((n, k)) * rng.choice([0, 1, 100], (n, k)), y=y)


def loss_from_log_sigmoid(z, y):
    _, backward = binary_cross_entropy(z, y)
    log_sigmoid = np.clip(z, -np.inf, 0) - np.log1p(np.exp(-np.abs(z)))
    return np.mean((1 - y) * z - log_sigmoid), backward


concept = Concept(
    __name__,
    cases=[dict(n=5, k=3), dict(n=1, k=1), dict(n=8, k=1), dict(n=3, k=2, certain=30)],
    timing=dict(n=4096, k=64),
    data=data,
    differs=dict(
        pytorch=Differs(
            loss_from_log_sigmoid,
            dict(
                cancels="PyTorch takes (1 − y) z − log σ(z): for a sample that is certain and right, y = 0, both are "
                "nearly equal, and the digits of the loss cancel"
            ),
            rearranged=True,
        )
    ),
)
