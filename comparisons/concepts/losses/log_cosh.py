"""Keras alone has a class. Both frameworks lose the digits of a small error e, of which the loss is e² / 2."""

import math
from functools import partial

import numpy as np

from comparisons.declaring.concept import Concept
from comparisons.declaring.differing import Differs
from scratch.activations.sigmoid import sigma
from scratch.losses.log_cosh import log_cosh
from scratch.reduction import reduced

LOG_2 = math.log(2)


def data(rng, shape, sizes=(1,)):
    """Draw numbers of these sizes by turns."""
    size = np.resize(sizes, shape)
    return dict(y_hat=size * rng.standard_normal(shape), y=size * rng.standard_normal(shape))


def of_two_exponentials(y_hat, y, *, reduction, cancels=True, single=False):
    e = y_hat - y
    losses, slope = np.abs(e) + np.log1p(np.exp(-2 * np.abs(e))) - LOG_2, sigma(2 * e) - sigma(-2 * e)
    if not cancels:
        losses, slope = log_cosh(y_hat, y, reduction="none")[0], np.tanh(e)
    loss, share = reduced(losses + (LOG_2 - float(np.float32(LOG_2)) if single else 0), reduction)

    def backward(dloss):
        dy_hat = share(dloss) * slope
        return dict(y_hat=dy_hat, y=-dy_hat)

    return loss, backward


CANCELS = "{} is e² / 2 of a small error e, and the digits of that are lost in those of log 2; so are the gradient's"

concept = Concept(
    __name__,
    cases=[
        dict(shape=(5, 3)),
        dict(shape=(1, 1)),
        dict(shape=(6, 2), sizes=(1e-3,)),
        dict(shape=(6, 2), sizes=(1e10,)),
        dict(shape=(6, 2), sizes=(1e-3, 1e10)),
        dict(shape=(7,), reduction="sum"),
        dict(shape=(2, 3, 4), reduction="none"),
    ],
    timing=dict(shape=(4096, 64)),
    data=data,
    differs=dict(
        pytorch=Differs(
            of_two_exponentials,
            dict(cancels=CANCELS.format("log(e^x + e^−x) − log 2, for which PyTorch has logaddexp,")),
            rearranged=True,
        ),
        keras=Differs(
            partial(of_two_exponentials, single=True),
            dict(
                cancels=CANCELS.format("Keras's x + softplus(−2 x) − log 2"),
                single="Keras takes log 2 in float32, of float64 errors too: their losses are 2 · 10⁻⁹ too low",
            ),
        ),
    ),
)
