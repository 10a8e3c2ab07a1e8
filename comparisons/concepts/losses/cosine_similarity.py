"""Keras's loss is the cosine negated, PyTorch's function the cosine itself."""

import numpy as np

from comparisons.declaring.concept import Concept
from comparisons.declaring.differing import Differs
from comparisons.declaring.edges import NO_LENGTH, SHARING, no_number
from scratch.losses.cosine_similarity import cosine_similarity
from scratch.reduction import reduced


def data(rng, shape, k, zeros=False, short=False):
    """Draw vectors; with ``zeros`` every second prediction is 0, or ``short``, about 1e-9 long."""
    y_hat = rng.standard_normal((*shape, k))
    if zeros:
        y_hat[::2] = 0
    if short:
        y_hat[::2] *= 1e-9
    return dict(y_hat=y_hat)


def turning(y_hat, y, *, axis, epsilon, reduction):
    """Let the gradient of a vector that is too short be that of its length, too, which was replaced."""
    loss, backward = cosine_similarity(y_hat, y, axis=axis, epsilon=epsilon, reduction=reduction)
    length = np.sqrt(np.vecdot(y_hat, y_hat, axis=axis))
    short = (length < epsilon) & (length > 0)
    along = np.vecdot(y_hat, y, axis=axis) / np.sqrt(np.vecdot(y, y, axis=axis))
    _, share = reduced(along, reduction)

    def backward_of_the_kernel(dloss):
        gradients = backward(dloss)
        pull = share(dloss) * short * along / (epsilon**2 * np.where(short, length, 1))
        return gradients | dict(y_hat=gradients["y_hat"] + np.expand_dims(pull, axis) * y_hat)

    return loss, backward_of_the_kernel


def distance(y_hat, y, *, reduction, **settings):
    """1 − cos, of each."""
    loss, backward = cosine_similarity(y_hat, y, reduction=reduction, **settings)
    count = y.size // y.shape[settings["axis"]] if reduction == "sum" else 1
    return count + loss, backward


LONGER = (
    "Keras takes no length for less than 1e-7, PyTorch for less than 1e-8: the gradient of a vector of zeros, which is "
    "divided by that, is a tenth"
)


def in_keras(y_hat, y, **settings):
    return cosine_similarity(y_hat, y, **settings | dict(epsilon=1e-7))


concept = Concept(
    __name__,
    cases=[
        dict(shape=(5,), k=4),
        dict(shape=(), k=3),
        dict(shape=(1,), k=1),
        dict(shape=(6,), k=3, zeros=True, dtypes=("float32",)),  # a step in any direction is beyond ε
        dict(shape=(6,), k=3, short=True, dtypes=("float32",)),
        dict(shape=(3, 4), k=2, axis=1, reduction="sum"),
        dict(shape=(2, 3), k=4, reduction="none"),
    ],
    timing=dict(shape=(4096,), k=64),
    data=data,
    differs=dict(
        pytorch=Differs(
            turning,
            dict(
                turning="PyTorch raises a length below ε where nothing is recorded: the loss is that of a constant "
                "length, the gradient that of one which changes"
            ),
        ),
        keras=Differs(in_keras, dict(longer=LONGER)),
    )
    | dict.fromkeys(
        SHARING,
        Differs(
            no_number(in_keras, "y_hat", lambda y_hat, y, axis, **_: ~y_hat.any(axis=axis, keepdims=True)),
            dict(longer=f"{LONGER}; and {NO_LENGTH}"),
        ),
    ),
    relatives={"it is the distance, 1 − cos": distance},
)
