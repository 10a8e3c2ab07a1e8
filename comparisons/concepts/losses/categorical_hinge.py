"""Keras lets the true class score 0 among its rivals: where all others score less, its loss is too large."""

import numpy as np

from comparisons.declaring.concept import Concept
from comparisons.declaring.differing import Differs
from scratch.losses.categorical_hinge import categorical_hinge


def data(rng, n, k, around=3, equal=False):
    """Draw scores around a number, positive as a rule, or with ``equal`` the same for all classes; and classes."""
    z = np.full((*n, k), 1.0 * around) if equal else around + rng.standard_normal((*n, k))
    return dict(z=z, y=rng.integers(0, k, n))


def a_rival_that_scores_0(z, y, **settings):
    with_0 = np.concatenate([z, np.zeros_like(z[..., :1])], axis=-1)
    loss, of_all = categorical_hinge(with_0, y, **settings)

    def backward(dloss):
        return dict(z=of_all(dloss)["z"][..., :-1])

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
            a_rival_that_scores_0,
            dict(
                zero="Keras takes max_k (1 − y_k) z_k for the rival's score: the true class takes part in it with 0, "
                "so that other classes below 0 cost as if they scored 0"
            ),
        )
    ),
)
