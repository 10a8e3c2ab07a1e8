"""Keras's layer has the last weight alone, and calls it scale; PyTorch has no such layer, and its user writes it all.

Of a query that sees nobody PyTorch's softmax makes NaN; Keras's layer lets it see all.
"""

import numpy as np

from comparisons.concepts.activations.tanh import with_the_slope_of_its_value
from comparisons.concepts.attention.cross import data as mask_of
from comparisons.concepts.attention.dot_product import lowered_softmax
from comparisons.concepts.attention.multi_head import plain_softmax
from comparisons.declaring.concept import Concept
from comparisons.declaring.differing import Differs, rewritten
from scratch.attending import means
from scratch.attention.additive import additive


def data(rng, n, t, j, d, blind=False, large=False):
    """Draw which annotations are there, and the queries: ``large`` ones are at the ends of tanh."""
    return mask_of(rng, n, j, blind) | dict(s=rng.standard_normal((n, t, d)) * (30 if large else 1))


def nothing_back(S, bias):
    """Take the softmax of a row that is hidden as it is, NaN; nothing goes back to the scores that are hidden."""
    A, backward = plain_softmax(S, bias)
    return A, lambda dA: dict(x=np.where(bias == 0, backward(dA)["x"], 0))


def instead(cancels, softmax_of_some):
    """Return additive attention with 1 − T² for a slope, or with another softmax of scores that a mask may hide."""
    helpers = dict(tanh=with_the_slope_of_its_value) if cancels else {}
    if softmax_of_some:
        helpers["means"] = rewritten(means, softmax_of_some=softmax_of_some)
    return rewritten(additive, **helpers)


def of_pytorch(*, cancels=True, no_number=True, **given):
    return instead(cancels, nothing_back if no_number else None)(**given)


def of_keras(*, dtype, cancels=True, lowered=True, **given):
    return instead(cancels, lowered_softmax(dtype) if lowered else None)(**given)


CANCELS = "the slope is taken as 1 − tanh², and is lost where tanh rounds to 1 or −1"

concept = Concept(
    __name__,
    cases=[
        dict(n=2, t=3, j=5, d=4, e=3, k=6),
        dict(n=1, t=1, j=1, d=1, e=1, k=1),
        dict(n=2, t=1, j=4, d=3, e=2, k=3),
        dict(n=2, t=3, j=4, d=2, e=3, k=4, given=("mask",)),
        dict(n=2, t=3, j=4, d=2, e=3, k=4, large=True, given=("mask",)),
        dict(n=2, t=3, j=4, d=2, e=3, k=4, blind=True, given=("mask",)),
    ],
    timing=dict(n=16, t=32, j=32, d=64, e=64, k=64),
    data=data,
    pytorch=dict(W="query.weight: d k -> k d", U="key.weight: e k -> k e", a="score.weight: k -> 1 k"),
    keras=dict(W="query/kernel", U="key/kernel", a="attention/scale"),
    differs=dict(
        pytorch=Differs(
            of_pytorch,
            dict(cancels=CANCELS, no_number="PyTorch's softmax of scores that are all −∞ is NaN"),
            rearranged=("cancels",),
        ),
        keras=Differs(
            of_keras,
            dict(
                cancels=CANCELS,
                lowered="Keras's layer takes 10⁹ from hidden scores: who sees nobody sees all, with fewer digits",
            ),
            rearranged=("cancels",),
        ),
    ),
)
