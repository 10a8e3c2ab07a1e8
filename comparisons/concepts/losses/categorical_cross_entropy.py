"""Softmax and logarithm in one. Keras takes p − y for the gradient even where the truth does not sum to 1."""

from functools import partial

import numpy as np

from comparisons.declaring.concept import Concept
from comparisons.declaring.differing import Differs, rewritten
from comparisons.declaring.edges import SUMMED_WHOLE, log_softmax_summed_whole
from scratch.activations.softmax import softmax
from scratch.losses.categorical_cross_entropy import categorical_cross_entropy
from scratch.reduction import reduced


def data(rng, n, k, total=1, large=False, certain=False, masked=False):
    """Draw logits; if ``large``, some answers are certain, right or wrong; if ``certain``, all are, and right.

    If ``masked``, one more class, the first, is impossible for all samples. The weights of classes are from 0.5 to 2.
    """
    class_weight = rng.uniform(0.5, 2, k)
    k -= masked
    z = rng.standard_normal((*n, k)) * (rng.choice([1, 100], (*n, 1)) if large else 1)
    one_hot = np.eye(k)[rng.integers(0, k, n)]
    y = total * np.where(rng.random((*n, 1)) < 0.5, one_hot, rng.dirichlet(np.ones(k), n))
    if certain:
        z, y = z + 12 * one_hot, one_hot
    if masked:
        z, y = np.insert(z, 0, -np.inf, axis=-1), np.insert(y, 0, 0, axis=-1)
    return dict(z=z, y=y, class_weight=class_weight)


log_summed_whole = rewritten(categorical_cross_entropy, log_softmax=log_softmax_summed_whole)


def in_frameworks(z, y, class_weight=None, *, sums_to_1, zero_times_infinity, summed_whole, **settings):
    function = log_summed_whole if summed_whole else categorical_cross_entropy
    loss, backward_of_the_loss = function(z, y, class_weight, **settings)
    if zero_times_infinity and np.isinf(z[y == 0]).any():
        loss = loss * np.nan

    def backward(dloss):
        gradients = backward_of_the_loss(dloss)
        if sums_to_1 and class_weight is None:
            p, _ = softmax(z)
            _, share = reduced(y.sum(axis=-1), settings["reduction"])
            smooth = settings["label_smoothing"]
            t = (1 - smooth) * y + smooth / z.shape[-1]
            gradients["z"] = share(dloss)[..., None] * (p - t)
        return gradients

    return loss, backward


INFINITE = "Of an impossible class, z = −∞, which the truth rules out too, y = 0, the loss is taken as 0 · ∞, no number"


def softmax_twice(z, y, *others, **settings):
    """The cross-entropy of logits that are probabilities already."""
    return categorical_cross_entropy(softmax(z)[0], y, *others, **settings)[0]


concept = Concept(
    __name__,
    cases=[
        dict(n=(6,), k=3),
        dict(n=(6,), k=3, large=True),
        dict(n=(1,), k=5),
        dict(n=(7,), k=2, reduction="sum"),
        dict(n=(6,), k=3, total=0.5),
        dict(n=(5,), k=4, masked=True),
        dict(n=(4, 2), k=3, large=True, reduction="none"),
        dict(n=(6,), k=3, certain=True, reduction="none"),
        dict(n=(6,), k=3, label_smoothing=0.1),
        dict(n=(6,), k=4, large=True, given=("class_weight",)),
        dict(n=(2, 3, 2), k=3, reduction="none", label_smoothing=0.3, given=("class_weight",)),
    ],
    timing=dict(n=(512,), k=1000),
    data=data,
    pytorch=dict(z="n ... k -> n k ...", y="n ... k -> n k ...", class_weight="weight"),
    differs=dict(
        pytorch=Differs(
            partial(in_frameworks, sums_to_1=False),
            dict(zero_times_infinity=INFINITE, summed_whole=SUMMED_WHOLE),
            rearranged=("summed_whole",),
        ),
        keras=Differs(
            in_frameworks,
            dict(
                sums_to_1="TensorFlow's kernel returns p − y, which is the derivative of its own loss only where y "
                "sums to 1; in general that is p Σ_k y_k − y",
                zero_times_infinity=INFINITE,
                summed_whole=SUMMED_WHOLE,
            ),
            rearranged=("summed_whole",),
        ),
    ),
    relatives={"softmax is taken twice": softmax_twice},
)
