"""Keras clips the probabilities that it makes of logits: what is less likely than 1e-7 has no gradient."""

from functools import partial

import numpy as np

from comparisons.declaring.concept import Concept
from comparisons.declaring.differing import Differs, OutOfRange, rewritten
from scratch.activations.softmax import softmax
from scratch.losses.categorical_focal import categorical_focal

EPSILON = 1e-7
CERTAIN = dict(nearly=12, wholly=800)


def data(rng, n, k, certain="", clipped=False):
    """Draw logits, and the truth, one-hot or mixed; or samples that are right and nearly, or wholly, certain.

    If ``clipped``, one class of each, right or wrong, is so certain that Keras clips it and all others.
    """
    one_hot = np.eye(k)[rng.integers(0, k, n)]
    y = np.where(rng.random((*n, 1)) < 0.5, one_hot, rng.dirichlet(np.ones(k), n))
    z = rng.standard_normal((*n, k))
    if certain:
        return dict(z=z + CERTAIN[certain] * one_hot, y=one_hot)
    z[..., 0] += 30 * clipped
    return dict(z=z, y=y)


def in_keras(z, y, *, dtype, **settings):
    most = float(np.dtype(dtype).type(1 - EPSILON))
    p, of_p = softmax(z)
    c, inside = np.clip(p, EPSILON, most), (p >= EPSILON) & (p <= most)
    of_clipped = rewritten(
        categorical_focal,
        log_softmax=lambda _: (np.log(c), c),
        through_log_softmax=lambda dlog_c, _: of_p(dlog_c * (1 / c) * inside)["x"],
    )
    return of_clipped(z, y, **settings)


concept = Concept(
    __name__,
    cases=[
        dict(n=(6,), k=3),
        dict(n=(1,), k=5),
        dict(n=(6,), k=4, clipped=True),
        dict(n=(6,), k=3, certain="nearly"),
        dict(n=(6,), k=3, alpha=1.0, gamma=0.0),
        dict(n=(7,), k=3, gamma=0.5, reduction="sum"),
        dict(n=(4, 2), k=3, alpha=0.5, gamma=5.0, reduction="none"),
        dict(n=(6,), k=3, gamma=0.5, certain="wholly"),
    ],
    timing=dict(n=(512,), k=1000),
    data=data,
    differs=dict(
        keras=Differs(
            in_keras,
            dict(
                clipped="Keras makes probabilities of the logits and clips them to 1e-7 and 1 − 1e-7, in float32 to "
                "1 − 1.19e-7: beyond there is no gradient"
            ),
        ),
    ),
    halves={
        "keras in float16": OutOfRange(
            "in float16 1 / p is ∞ of an unlikely class, and 1 − 1e-7 is 1",
            partial(in_keras, dtype="float16"),
        ),
        "keras in bfloat16": OutOfRange(
            "in bfloat16 1 − 1e-7 is 1, and of its doubt, 0, the power has a slope of ∞",
            partial(in_keras, dtype="bfloat16"),
        ),
    },
)
