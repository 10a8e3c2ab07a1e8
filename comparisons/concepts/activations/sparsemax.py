"""Keras's sparsemax does not sum to 1 unless one class takes all: write it by hand, as PyTorch's users have to."""

from functools import partial

import numpy as np

from comparisons.declaring.concept import Concept
from comparisons.declaring.differing import Differs


def data(rng, shape, k, size=1, tied=False):
    """Draw x of some size, or whole numbers of which many are equal."""
    drawn = rng.integers(0, 2, (*shape, k)) if tied else size * rng.standard_normal((*shape, k))
    return dict(x=np.asarray(drawn, float))


def adding_sums_up(x, *, axis, at_tau=1.0):
    """Take for τ the sum of all running sums over the support, where it is the last of them."""
    x = np.moveaxis(x, axis, -1)
    order = np.argsort(-x, axis=-1, kind="stable")
    falling, j = np.take_along_axis(x, order, -1), np.arange(1, x.shape[-1] + 1)
    sums = np.cumsum(falling, axis=-1)
    size = np.count_nonzero(falling - (sums - 1) / j > 0, axis=-1, keepdims=True)
    inside = j <= size
    tau = ((sums * inside).sum(axis=-1, keepdims=True) - 1) / size
    y = np.clip(x - tau, 0, np.inf)

    def backward(dy):
        through = np.moveaxis(dy, axis, -1) * np.where(x == tau, at_tau, x > tau)
        of_tau = np.empty_like(x)
        np.put_along_axis(of_tau, order, inside * (size - j + 1) / size, -1)
        return dict(x=np.moveaxis(through - through.sum(axis=-1, keepdims=True) * of_tau, -1, axis))

    return np.moveaxis(y, -1, axis), backward


SUMS = (
    "Keras adds up all running sums of the support, where τ takes the last: what it returns sums to 1 only where one "
    "class takes all"
)

concept = Concept(
    __name__,
    cases=[
        dict(shape=(5,), k=4),
        dict(shape=(2, 3), k=7, size=0.1),
        dict(shape=(), k=5),
        dict(shape=(3,), k=1),
        dict(shape=(4, 3), k=2, axis=1),
        dict(shape=(3,), k=5, axis=-2),
        dict(shape=(6,), k=4, tied=True),
        dict(shape=(4,), k=6, size=1e4),
    ],
    timing=dict(shape=(512,), k=1000),
    data=data,
    differs=dict(
        keras=Differs(
            adding_sums_up,
            dict(sums=SUMS),
        )
    )
    | {
        "keras-jax": Differs(
            partial(adding_sums_up, at_tau=0.5),
            dict(sums=f"{SUMS}; on JAX half of the gradient goes back where x is τ"),
        )
    },
)
