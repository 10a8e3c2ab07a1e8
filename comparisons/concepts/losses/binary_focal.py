"""Keras leaves the weights α and 1 − α out, unless apply_class_balancing is set."""

import numpy as np

from comparisons.declaring.concept import Concept
from comparisons.declaring.differing import Differs, rewritten
from scratch.activations.sigmoid import sigma
from scratch.losses.binary_focal import binary_focal, off, surprise
from scratch.reduction import reduced

EPSILON = 1e-7  # from here to 1 less it Keras clips probabilities


def data(rng, n, k, certain=None):
    """Draw logits and the truth, some of it between 0 and 1; or logits that are all of one size, and right."""
    shape = (*n, k)
    y = np.where(rng.random(shape) < 0.5, rng.integers(0, 2, shape), rng.random(shape))
    if certain:
        return dict(z=certain * np.sign(y - 0.5), y=np.round(y))
    return dict(z=rng.standard_normal(shape), y=y)


def surprise_from_log_sigmoid(z, y):
    return (1 - y) * z - np.clip(z, -np.inf, 0) + np.log1p(np.exp(-np.abs(z)))


def off_from_p_t(z, y):
    p = sigma(z)
    return p, 1 - p, 1 - (p * y + (1 - p) * (1 - y))


def in_keras(z, y, *, gamma, cancels=True, no_number=True, **settings):
    function = rewritten(binary_focal, off=off_from_p_t) if cancels else binary_focal
    loss, backward = function(z, y, gamma=gamma, **settings)

    def backward_of_the_power(dloss):
        lost = np.nan if no_number and gamma < 1 else 0
        return {
            name: np.where(off_from_p_t(z, y)[2] == 0, lost + each, each)
            for name, each in backward(dloss).items()
        }

    return loss, backward_of_the_power


def of_clipped_chances(z, y, *, alpha, gamma, reduction, dtype, cancels=True, clipped=True):
    """Take the surprise, but not 1 − p_t, from a chance that is clipped, where no gradient goes through."""
    chances = (np.dtype(dtype).type(each).astype("float64") for each in (EPSILON, 1 - EPSILON))
    s = np.clip(z, *(np.log(each) - np.log1p(-each) for each in chances)) if clipped else z
    b, (p, not_p, r) = surprise(s, y), (off_from_p_t if cancels else off)(z, y)
    a, slope = (1, 0) if alpha is None else (alpha * y + (1 - alpha) * (1 - y), 2 * alpha - 1)
    loss, share = reduced(a * r**gamma * b, reduction)

    def backward(dloss):
        db = share(dloss) * a * r**gamma
        dr = share(dloss) * a * b * gamma * (r ** (gamma - 1) if gamma else 0)
        dz = np.where(s == z, db * ((1 - y) * p - y * not_p), 0) + dr * (1 - 2 * y) * p * not_p
        return dict(z=dz, y=dr * (not_p - p) - db * s + share(dloss) * slope * r**gamma * b)

    return loss, backward


CANCELS = "{} takes 1 − p_t, of which no digit is left where a sample is certain and right"

OFF_TENSORFLOW = Differs(
    of_clipped_chances,
    dict(
        cancels=CANCELS.format("Keras"),
        clipped="Off TensorFlow Keras takes the loss from a probability between 1e-7 and 1 − 1e-7, where it finds the "
        "logits again there: that of a certain sample that is right is no less than 1e-7, and it has no gradient",
    ),
)

concept = Concept(
    __name__,
    cases=[
        dict(n=(5,), k=3),
        dict(n=(1,), k=1),
        dict(n=(4,), k=3, certain=8),
        dict(n=(4,), k=2, certain=1e4, gamma=0.0),
        dict(n=(5,), k=3, alpha=None, gamma=0.5),
        dict(n=(6,), k=2, alpha=0.9, gamma=5.0, reduction="sum"),
        dict(n=(2, 3), k=2, gamma=1.0, reduction="none"),
    ],
    timing=dict(n=(4096,), k=64),
    data=data,
    differs=dict(
        pytorch=Differs(
            rewritten(binary_focal, off=off_from_p_t, surprise=surprise_from_log_sigmoid),
            dict(cancels=CANCELS.format("torchvision's formula")),
            rearranged=True,
        ),
        keras=Differs(
            in_keras,
            dict(
                cancels=CANCELS.format("Keras"),
                no_number="with γ below 1 Keras's gradient of a sample that is certain and right is 0^(γ − 1) · 0, "
                "no number",
            ),
        ),
    )
    | dict.fromkeys(("keras-torch", "keras-jax"), OFF_TENSORFLOW),
)
