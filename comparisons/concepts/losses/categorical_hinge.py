"""Keras lets the true class score 0 among its rivals: where all others score less, its loss is too large."""

import numpy as np

from comparisons.declaring.concept import Concept
from comparisons.declaring.differing import Differs
from scratch.reduction import reduced


def data(rng, n, k, around=3, equal=False):
    """Draw scores around a number, positive as a rule, or with ``equal`` the same for all classes; and classes."""
    z = np.full((*n, k), 1.0 * around) if equal else around + rng.standard_normal((*n, k))
    return dict(z=z, y=rng.integers(0, k, n))


def the_true_class_among_its_rivals(z, y, *, reduction):
    t = np.eye(z.shape[-1])[y]
    others = (1 - t) * z
    r = others.max(axis=-1, keepdims=True)
    lack = 1 + r[..., 0] - (t * z).sum(axis=-1)
    loss, share = reduced(np.clip(lack, 0, np.inf), reduction)

    def backward(dloss):
        dl = (share(dloss) * (lack >= 0))[..., None]
        rivals = others == r
        return dict(z=dl * ((1 - t) * rivals / rivals.sum(axis=-1, keepdims=True) - t))

    return loss, backward


concept = Concept(
    __name__,
    cases=[
        dict(n=(6,), k=3),
        dict(n=(6,), k=3, around=-3),
        dict(n=(5,), k=4, around=0),
        dict(n=(5,), k=4, around=2, equal=True),
        dict(n=(3,), k=1, around=3),
        dict(n=(7,), k=2, reduction="sum"),
        dict(n=(4, 2), k=3, reduction="none"),
    ],
    timing=dict(n=(4096,), k=64),
    data=data,
    differs=dict(
        keras=Differs(
            the_true_class_among_its_rivals,
            dict(
                zero="Keras takes max_k (1 − y_k) z_k for the rival's score: the true class takes part in it with 0, "
                "so that other classes below 0 cost as if they scored 0"
            ),
        )
    ),
)
