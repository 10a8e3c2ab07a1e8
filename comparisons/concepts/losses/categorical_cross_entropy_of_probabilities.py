"""Keras divides probabilities by their sum first: the same loss, but gradients that sum to 0 with p for weights."""

import numpy as np

from comparisons.declaring.concept import Concept
from comparisons.declaring.differing import Differs
from scratch.losses.categorical_cross_entropy import categorical_cross_entropy
from scratch.losses.categorical_cross_entropy_of_probabilities import (
    categorical_cross_entropy_of_probabilities,
)

EPSILON = 1e-7


def data(rng, n, k, of="classes"):
    """Draw probabilities, and the truth, one-hot or mixed; or none; or what was held certain, or impossible."""
    y = np.where(rng.random((*n, 1)) < 0.5, np.eye(k)[rng.integers(0, k, n)], rng.dirichlet(np.full(k, 2), n))
    p = rng.dirichlet(np.full(k, 3), n)
    if of == "nothing":
        y = np.zeros((*n, k))
    if of in ("the impossible", "the certain"):
        y = np.eye(k)[rng.integers(0, k, n)]
        p = y if of == "the certain" else (1 - y) / (k - 1)
    return dict(p=p, y=y)


def no_number(p, y, *, reduction):
    loss, backward = categorical_cross_entropy_of_probabilities(p, y, reduction=reduction)

    def backward_of_the_kernel(dloss):
        gradients = backward(dloss)
        both = (y == 0) & (p == 0)
        return dict(p=np.where(both, np.nan, gradients["p"]), y=np.where(both, 0, gradients["y"]))

    return loss, backward_of_the_kernel


def of_shares(p, y, *, reduction):
    total = p.sum(axis=-1, keepdims=True)
    q = p / total
    inside = (q >= EPSILON) & (q <= 1 - EPSILON)
    loss, backward = categorical_cross_entropy_of_probabilities(
        np.clip(q, EPSILON, 1 - EPSILON), y, reduction=reduction
    )

    def backward_of_shares(dloss):
        gradients = backward(dloss)
        dq = gradients["p"] * inside
        return gradients | dict(p=(dq - (dq * q).sum(axis=-1, keepdims=True)) / total)

    return loss, backward_of_shares


def of_logits(p, y, *, reduction):
    """The cross-entropy of what is taken for logits."""
    return categorical_cross_entropy(p, y, reduction=reduction)[0]


concept = Concept(
    __name__,
    cases=[
        dict(n=(6,), k=3),
        dict(n=(1,), k=5),
        dict(n=(5,), k=4, of="nothing"),
        dict(n=(5,), k=4, of="the impossible"),
        dict(n=(5,), k=4, of="the certain", dtypes=("float64",)),
        dict(n=(7,), k=2, reduction="sum"),
        dict(n=(4, 2), k=3, reduction="none"),
    ],
    timing=dict(n=(512,), k=1000),
    data=data,
    differs=dict(
        pytorch=Differs(
            no_number,
            dict(
                no_number="of a class that both rule out, p = y = 0, the gradient of PyTorch's xlogy is no number"
            ),
        ),
        keras=Differs(
            of_shares,
            dict(
                shares="Keras takes the shares p / Σ p, clipped to 1e-7 and 1 − 1e-7: if the probabilities sum to 1 "
                "the gradient is Σ y − y / p, not −y / p, and none where a class was held impossible"
            ),
        ),
    ),
    relatives={"p is taken for logits": of_logits},
)
