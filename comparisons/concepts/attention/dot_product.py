"""Keras's layer does not divide by √k, and takes the values before the keys; its function wants an axis of heads.

Of a query that sees nobody PyTorch makes 0, Keras's function the mean of all values, and Keras's layer what it would be
without a mask, with fewer digits.
"""

import numpy as np

from comparisons.concepts.attention.multi_head import (
    NARROWS,
    NO_OTHER_VALUES,
    PASSES,
    attending,
    passing_softmax,
    uniform_softmax,
)
from comparisons.declaring.concept import Concept
from comparisons.declaring.differing import Differs, rewritten
from scratch.activations.softmax import softmax
from scratch.attending import softmax_of_some
from scratch.attention.dot_product import dot_product


def data(rng, n, t, s, k, blind=False, large=False):
    """Draw a mask that leaves every query somebody, or the last one nobody if it is ``blind``; or ``large`` queries."""
    mask = rng.random((n, t, s)) < 0.6
    mask[..., 0] = True
    mask[:1, -1] &= not blind
    return dict(mask=mask, Q=rng.standard_normal((n, t, k)) * (1e4 if large else 1))


def lowered_softmax(dtype):
    """Take 10⁹ from what is hidden: where all is, that leaves all differences but those that it swallows."""

    def softmax_of_some(S, bias):
        return softmax(np.where(bias == 0, S, (S - 1e9).astype(dtype).astype(S.dtype)))

    return softmax_of_some


def scale_of_keras(k):
    """Return 1/√k as Keras's function takes it: both steps are rounded to float32."""
    return float(1 / np.sqrt(np.float32(k)))


def of_keras(*, dtype, rounded=True, uniform=True, lowered=True, **given):
    if given["scale"] == 1:
        instead = rewritten(dot_product, attend=attending(lowered_softmax(dtype)))
        return (instead if lowered else dot_product)(**given)
    instead = rewritten(dot_product, attend=attending(uniform_softmax)) if uniform else dot_product
    if rounded:
        scale = given["scale"]
        given["scale"] = scale_of_keras(given["K"].shape[2]) if scale is None else float(np.float32(scale))
    return instead(**given)


def of_keras_on_torch(*, dtype, passes=True, lowered=True, **given):
    if given["scale"] == 1:
        return of_keras(dtype=dtype, lowered=lowered, **given)
    return (rewritten(dot_product, attend=attending(passing_softmax)) if passes else dot_product)(**given)


def causal(Q, K, V, mask=None, **settings):
    """Attention to what is not later."""
    may = np.broadcast_to(np.tri(Q.shape[1], K.shape[1], dtype=bool), (len(Q), Q.shape[1], K.shape[1]))
    return dot_product(Q, K, V, may if mask is None else may & mask, **settings)


def over_queries(Q, K, V, mask=None, *, scale):
    """Attention whose softmax goes along the wrong axis."""
    S = Q @ K.swapaxes(1, 2) * (K.shape[2] ** -0.5 if scale is None else scale)
    if mask is None:
        return softmax(S, axis=1)[0] @ V
    return softmax_of_some(S.swapaxes(1, 2), np.where(mask, 0, -np.inf).swapaxes(1, 2))[0].swapaxes(1, 2) @ V


LOWERED = "Keras's layer takes 10⁹ from hidden scores: who sees nobody sees all, with fewer digits"

concept = Concept(
    __name__,
    cases=[
        dict(n=2, t=3, s=5, k=6, v=2),
        dict(n=1, t=1, s=1, k=1, v=1),
        dict(n=2, t=4, s=3, k=4, v=3, given=("mask",)),
        dict(n=2, t=3, s=3, k=2, v=2, scale=0.3, given=("mask",)),
        dict(n=2, t=3, s=3, k=2, v=2, scale=1.0),
        dict(n=2, t=3, s=4, k=3, v=2, scale=1.0, given=("mask",)),
        dict(n=2, t=3, s=3, k=4, v=2, large=True),
        dict(n=2, t=3, s=3, k=4, v=2, blind=True, given=("mask",)),
        dict(n=2, t=3, s=3, k=4, v=2, scale=1.0, blind=True, given=("mask",)),
    ],
    timing=dict(n=64, t=64, s=64, k=64, v=64),
    data=data,
    refuses=NO_OTHER_VALUES,
    narrows=NARROWS,
    differs=dict(
        keras=Differs(
            of_keras,
            dict(
                rounded="Keras casts the scale through float32, also for float64 inputs",
                uniform="a query that sees nobody takes the mean of all values from Keras's function",
                lowered=LOWERED,
            ),
        ),
    )
    | {"keras-torch": Differs(of_keras_on_torch, PASSES | dict(lowered=LOWERED))},
    relatives={
        "it is causal: nobody attends to what is later": causal,
        "the weights sum to 1 over queries, and not over keys": over_queries,
    },
)
