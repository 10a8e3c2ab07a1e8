"""Keras leaves the weights α and 1 − α out, unless apply_class_balancing is set."""

from functools import partial

import numpy as np

from comparisons.declaring.concept import Concept
from comparisons.declaring.differing import Differs, rewritten
from scratch.activations.sigmoid import sigma
from scratch.losses.binary_focal import binary_focal, off, surprise
from scratch.reduction import reduced

EPSILON = 1e-7  # from here to 1 less it Keras clips probabilities


def data(rng, n, k, certain=None):
    """Draw logits and the truth, some of it between 0 and 1; or logits of one size that are right, or wrong if < 0."""
    shape = (*n, k)
    y = np.where(rng.random(shape) < 0.5, rng.integers(0, 2, shape), rng.random(shape))
    if certain:
        return dict(z=certain * np.sign(y - 0.5), y=np.round(y))
    return dict(z=rng.standard_normal(shape), y=y)


def surprise_from_log_sigmoid(z, y):
    return (1 - y) * z - np.clip(z, -np.inf, 0) + np.log1p(np.exp(-np.abs(z)))


def surprise_of_chances(z, y):
    p, least = sigma(z), np.finfo(z.dtype).tiny
    return -y * np.log(np.clip(p, least, 1)) - (1 - y) * np.log(np.clip(1 - p, least, 1))


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


@np.errstate(divide="ignore", invalid="ignore")  # 0^(γ − 1) · 0
def of_clipped_chances(z, y, *, alpha, gamma, reduction, dtype, cancels=True, clipped=True, on_jax=False):
    """Take the surprise, but not 1 − p_t, from a chance that is clipped, where no gradient goes through.

    PyTorch knows log(1 − p) to all digits, and the slope of a power 0, which is none: JAX does not.
    """
    chances = (np.dtype(dtype).type(each).astype("float64") for each in (EPSILON, 1 - EPSILON))
    s = np.clip(z, *(np.log(each) - np.log1p(-each) for each in chances)) if clipped else z
    b = (surprise_of_chances if cancels and on_jax else surprise)(s, y)
    p, not_p, r = (off_from_p_t if cancels else off)(z, y)
    a, slope = (1, 0) if alpha is None else (alpha * y + (1 - alpha) * (1 - y), 2 * alpha - 1)
    loss, share = reduced(a * r**gamma * b, reduction)
    of_power = gamma * (r if clipped and on_jax else np.clip(r, np.finfo(r.dtype).tiny, 1)) ** (gamma - 1)

    def backward(dloss):
        db = share(dloss) * a * r**gamma
        dr = share(dloss) * a * b * of_power
        dz = np.where(s == z, db * ((1 - y) * p - y * not_p), 0) + dr * (1 - 2 * y) * p * not_p
        return dict(z=dz, y=dr * (not_p - p) - db * s + share(dloss) * slope * r**gamma * b)

    return loss, backward


CANCELS = "{} takes 1 − p_t, of which no digit is left where a sample is certain and right"

OFF_TENSORFLOW = dict(
    cancels=CANCELS.format("Keras"),
    clipped="off TensorFlow, where it finds the logits again, Keras takes the loss from a probability that is clipped "
    "at 1e-7 and 1 − 1e-7: a certain sample costs 1e-7 or 16, and sends nothing back through it",
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
        dict(n=(3,), k=2, certain=-40),
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
    | {
        "keras-torch": Differs(of_clipped_chances, OFF_TENSORFLOW),
        "keras-jax": Differs(
            partial(of_clipped_chances, on_jax=True),
            OFF_TENSORFLOW
            | dict(clipped=f"{OFF_TENSORFLOW['clipped']}; with γ = 0 its gradient is 0 · ∞, no number"),
        ),
    },
)
