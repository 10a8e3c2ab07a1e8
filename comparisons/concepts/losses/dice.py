"""Keras sums over the whole batch unless it is given axes. PyTorch has no such loss."""

import numpy as np

from comparisons.declaring.concept import Concept
from comparisons.declaring.differing import OutOfRange, in_precisions


def data(rng, n, shape, empty=False):
    """Draw predictions, and masks; if ``empty`` nothing is true, and of every second sample nothing is predicted."""
    y_hat, y = rng.random((n, *shape)), 1.0 * rng.integers(0, 2, (n, *shape))
    if empty:
        y[:], y_hat[::2] = 0, 0
    return dict(y_hat=y_hat, y=y)


def of_squares(y_hat, y, *, epsilon, reduction):
    """The loss with squares below (Milletari, Navab & Ahmadi, *V-Net*, 3DV 2016)."""
    p, t = y_hat.reshape(len(y), -1), y.reshape(len(y), -1)
    return _reduced(1 - 2 * np.vecdot(p, t) / (np.vecdot(p, p) + np.vecdot(t, t) + epsilon), reduction)


def smoothed_above_too(y_hat, y, *, epsilon, reduction):
    """The loss with ε above the line, too, so that nothing said of nothing is right."""
    p, t = y_hat.reshape(len(y), -1), y.reshape(len(y), -1)
    share = (2 * np.vecdot(p, t) + epsilon) / (p.sum(axis=1) + t.sum(axis=1) + epsilon)
    return _reduced(1 - share, reduction)


def of_the_batch(y_hat, y, *, epsilon, reduction):
    """The loss of all samples as one."""
    p, t = y_hat.reshape(-1), y.reshape(-1)
    loss = 1 - 2 * np.vecdot(p, t) / (p.sum() + t.sum() + epsilon)
    return _reduced(np.broadcast_to(loss, len(y)), reduction)


def jaccard(y_hat, y, *, epsilon, reduction):
    """One less intersection over union."""
    p, t = y_hat.reshape(len(y), -1), y.reshape(len(y), -1)
    both = np.vecdot(p, t)
    return _reduced(1 - both / (p.sum(axis=1) + t.sum(axis=1) - both + epsilon), reduction)


def _reduced(losses, reduction):
    return dict(mean=losses.mean, sum=losses.sum, none=lambda: losses)[reduction]()


EMPTY = in_precisions(
    "pytorch keras",
    "float16",
    OutOfRange(
        "in float16 1 / ε is ∞, of an ε of 1e-7: where both masks are empty the gradient is ∞ times 0"
    ),
)

concept = Concept(
    __name__,
    cases=[
        dict(n=3, shape=(4, 5)),
        dict(n=1, shape=(1,)),
        dict(n=4, shape=(3, 2), empty=True),
        dict(n=2, shape=(6,), reduction="sum"),
        dict(n=3, shape=(2, 3, 2), reduction="none"),
    ],
    timing=dict(n=16, shape=(128, 128)),
    data=data,
    halves=EMPTY,
    relatives={
        "there are squares below (V-Net)": of_squares,
        "ε is added above the line, too": smoothed_above_too,
        "the batch is taken for one sample, as Keras does": of_the_batch,
        "it is the Jaccard loss, of intersection over union": jaccard,
    },
)
