"""Keras leaves the weights α and 1 − α out, unless apply_class_balancing is set."""

import numpy as np

from comparisons.declaring.concept import Concept
from comparisons.declaring.differing import Differs, rewritten
from scratch.activations.sigmoid import sigma
from scratch.losses.binary_focal import binary_focal


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


CANCELS = "{} takes 1 − p_t, of which no digit is left where a sample is certain and right"

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
    ),
)
