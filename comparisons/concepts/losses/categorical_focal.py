"""Keras clips the probabilities that it makes of logits: what is less likely than 1e-7 has no gradient."""

import numpy as np

from comparisons.declaring.concept import Concept
from comparisons.declaring.differing import Differs
from scratch.activations.softmax import softmax
from scratch.reduction import reduced

EPSILON = 1e-7


def data(rng, n, k, certain=False, unlikely=False):
    """Draw logits, and the truth, one-hot or mixed; or samples that are certain and right; or a last class at e^−20."""
    one_hot = np.eye(k)[rng.integers(0, k, n)]
    y = np.where(rng.random((*n, 1)) < 0.5, one_hot, rng.dirichlet(np.ones(k), n))
    z = rng.standard_normal((*n, k))
    if certain:
        return dict(z=z + 12 * one_hot, y=one_hot)
    z[..., -1] -= 20 * unlikely
    return dict(z=z, y=y)


def clipped(z, y, *, alpha, gamma, reduction):
    p, of_p = softmax(z)
    c, inside = np.clip(p, EPSILON, 1 - EPSILON), (p >= EPSILON) & (p <= 1 - EPSILON)
    focus = (1 - c) ** gamma
    loss, share = reduced(-alpha * (y * focus * np.log(c)).sum(axis=-1), reduction)

    def backward(dloss):
        dl = -alpha * share(dloss)[..., None]
        dc = dl * y * (focus / c - gamma * (1 - c) ** (gamma - 1) * np.log(c))
        return dict(z=of_p(dc * inside)["x"], y=dl * focus * np.log(c))

    return loss, backward


concept = Concept(
    __name__,
    cases=[
        dict(n=(6,), k=3),
        dict(n=(1,), k=5),
        dict(n=(6,), k=4, unlikely=True),
        dict(n=(6,), k=3, certain=True),
        dict(n=(6,), k=3, alpha=1.0, gamma=0.0),
        dict(n=(7,), k=3, gamma=0.5, reduction="sum"),
        dict(n=(4, 2), k=3, alpha=0.5, gamma=5.0, reduction="none"),
    ],
    timing=dict(n=(512,), k=1000),
    data=data,
    differs=dict(
        keras=Differs(
            clipped,
            dict(
                clipped="Keras makes probabilities of the logits and clips them to 1e-7 and 1 − 1e-7: beyond there is "
                "no gradient"
            ),
        ),
    ),
)
