"""Taken from logits, the loss of a certain sample is finite where it is wrong; where 0 is right PyTorch loses it."""

import numpy as np

from comparisons.declaring.concept import Concept
from comparisons.declaring.differing import Differs
from comparisons.declaring.edges import weights
from scratch.activations.sigmoid import sigmoid
from scratch.activations.softplus import rounded_corner
from scratch.losses.binary_cross_entropy import binary_cross_entropy
from scratch.reduction import reduced


def data(rng, n, k, certain=None):
    """Draw logits that are undecided, usual and certain; or with a size that is given, all of them right.

    Weights are from 0.5 to 2, of questions every third 0.
    """
    shape = (*n, k)
    y = np.where(rng.random(shape) < 0.5, rng.integers(0, 2, shape), rng.random(shape))
    weight = weights(rng, shape)
    both = dict(weight=weight, pos_weight=rng.uniform(0.5, 2, k))
    if certain:
        return dict(z=certain * np.sign(y - 0.5), y=np.round(y)) | both
    return dict(z=rng.standard_normal(shape) * rng.choice([0, 1, 100], shape), y=y) | both


def loss_from_log_sigmoid(z, y, weight=None, pos_weight=None, *, reduction):
    _, backward = binary_cross_entropy(z, y, weight, pos_weight, reduction=reduction)
    log_sigmoid = np.clip(z, -np.inf, 0) - np.log1p(np.exp(-np.abs(z)))
    yes = 1 if pos_weight is None else 1 + (pos_weight - 1) * y
    loss, _ = reduced((1 - y) * z - yes * log_sigmoid, reduction, weight)
    return loss, backward


def flat_at_0(z, y, weight=None, pos_weight=None, *, reduction):
    loss, backward = binary_cross_entropy(z, y, weight, pos_weight, reduction=reduction)
    _, share = reduced(y, reduction, weight)

    def backward_of_the_kernel(dloss):
        gradients = backward(dloss)
        if pos_weight is not None:
            gradients["z"] = np.where(z == 0, share(dloss) * (1 - y), gradients["z"])
        return gradients

    return loss, backward_of_the_kernel


def rounded_off(a, b):
    """Return what rounding takes from the product of two arrays (Dekker, Numerische Mathematik 18, 1971)."""
    splitter = a.dtype.type(2 ** ((np.finfo(a.dtype).nmant + 2) // 2) + 1)
    (a1, a2), (b1, b2) = (
        (high, each - high) for each in (a, b) for high in [splitter * each - (splitter * each - each)]
    )
    return ((a1 * b1 - a * b) + a1 * b2 + a2 * b1) + a2 * b2


def between_surprises(z, y, weight=None, pos_weight=None, *, reduction, dtype):
    """Take the gradient of y from the surprises of yes and no, and of one product what is rounded off, too."""
    loss, backward = binary_cross_entropy(z, y, weight, pos_weight, reduction=reduction)
    _, share = reduced(y, reduction, weight)

    def backward_of_both(dloss):
        dl, yes, no = share(dloss), rounded_corner(-z), rounded_corner(z)
        left = rounded_off(*(np.asarray(each, dtype) for each in (dl, yes)))
        return backward(dloss) | ({} if pos_weight is not None else dict(y=dl * yes - dl * no + left))

    return loss, backward_of_both


def sigmoid_twice(z, y, *others, **settings):
    """The cross-entropy of logits that are probabilities already."""
    return binary_cross_entropy(sigmoid(z)[0], y, *others, **settings)[0]


IN_TORCH = Differs(
    loss_from_log_sigmoid,
    dict(
        cancels="PyTorch takes (1 − y) z − log σ(z): for a sample that is certain and right, y = 0, both are "
        "nearly equal, and the digits of the loss cancel"
    ),
    rearranged=True,
)

concept = Concept(
    __name__,
    cases=[
        dict(n=(5,), k=3),
        dict(n=(1,), k=1),
        dict(n=(8,), k=1, reduction="sum"),
        dict(n=(3,), k=2, certain=30),
        dict(n=(2, 3), k=4, reduction="none"),
        dict(n=(5,), k=3, given=("weight",)),
        dict(n=(6,), k=2, given=("pos_weight",)),
        dict(n=(), k=6, reduction="sum", given=("weight", "pos_weight")),
    ],
    timing=dict(n=(4096,), k=64),
    data=data,
    pytorch=dict(weight="weight", pos_weight="pos_weight"),
    differs=dict(
        pytorch=IN_TORCH,
        keras=Differs(
            flat_at_0,
            dict(
                flat="TensorFlow's weighted cross-entropy has a wrong gradient at z = 0: there its |z| and max(0, −z) "
                "have the slope 0, so that log(1 + e^−|z|) adds nothing, where it is −1/2"
            ),
        ),
    )
    | {
        "keras-torch": IN_TORCH,
        "keras-jax": Differs(
            between_surprises,
            dict(
                left="Keras on JAX has dl log(1 − p) − dl log p for the gradient of the truth; compiled, XLA does not "
                "round one of the products, and what is rounded off the other is left of 0, where z is 0"
            ),
            rearranged=True,
        ),
    },
    relatives={"the sigmoid is taken twice": sigmoid_twice},
)
