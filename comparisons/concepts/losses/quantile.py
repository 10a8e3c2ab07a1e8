"""Neither framework has it ready. Where prediction and target are equal, maximum has another slope in each."""

import numpy as np

from comparisons.declaring.concept import Concept
from comparisons.declaring.differing import Differs
from scratch.losses.quantile import quantile
from scratch.reduction import reduced


def data(rng, shape, tied=False):
    """Draw predictions and targets; if ``tied``, every second prediction is its target."""
    y_hat, y = rng.standard_normal(shape), rng.standard_normal(shape)
    if tied:
        y.flat[::2] = y_hat.flat[::2]
    return dict(y_hat=y_hat, y=y)


def too_low_at_a_tie(y_hat, y, *, tau, reduction):
    loss, _ = quantile(y_hat, y, tau=tau, reduction=reduction)
    _, share = reduced(y - y_hat, reduction)

    def backward(dloss):
        dy = share(dloss) * np.where(y >= y_hat, tau, tau - 1)
        return dict(y_hat=-dy, y=dy)

    return loss, backward


concept = Concept(
    __name__,
    cases=[
        dict(shape=(5, 3)),
        dict(shape=(1, 1), tau=0.9),
        dict(shape=(), tau=0.1),
        dict(shape=(4, 2), tau=0.75, tied=True),
        dict(shape=(7,), tau=0.999, reduction="sum"),
        dict(shape=(2, 3, 4), tau=0.0, reduction="none"),
    ],
    timing=dict(shape=(4096, 64)),
    data=data,
    differs=dict(
        keras=Differs(
            too_low_at_a_tie,
            dict(
                tie="where prediction and target are equal, TensorFlow's maximum has the slope of its first argument "
                "alone, τ; PyTorch's has the mean of both"
            ),
        )
    ),
)
