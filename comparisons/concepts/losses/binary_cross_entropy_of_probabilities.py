"""Of an answer that is certain and wrong, p = 0 where y = 1, the loss is 100 in PyTorch and 16.1 in Keras."""

import numpy as np

from comparisons.declaring.concept import Concept
from comparisons.declaring.differing import Differs
from comparisons.declaring.edges import weights
from scratch.losses.binary_cross_entropy import binary_cross_entropy
from scratch.losses.binary_cross_entropy_of_probabilities import binary_cross_entropy_of_probabilities
from scratch.reduction import reduced

EPSILON = 1e-7
SMALLEST = float(np.float32(1e-12))


def data(rng, shape, certain=None):
    """Draw probabilities that are not certain, or those that are, "right", "wrong" or "impossible", wrong at 0 alone.

    Weights are from 0.5 to 2, every third 0.
    """
    p, y = rng.uniform(0.05, 0.95, shape), np.where(rng.random(shape) < 0.5, rng.random(shape), 1)
    weight = weights(rng, shape)
    if certain:
        y = np.ones(shape) if certain == "impossible" else np.resize([0.0, 1.0], shape)
        p = y if certain == "right" else 1 - y
    return dict(p=p, y=y, weight=weight)


def no_less_than(p, y, weight=None, *, reduction):
    _, backward = binary_cross_entropy_of_probabilities(p, y, weight, reduction=reduction)
    with np.errstate(divide="ignore"):
        log_yes, log_no = (np.clip(each, -100, 0) for each in (np.log(p), np.log1p(-p)))
    loss, share = reduced(-y * log_yes - (1 - y) * log_no, reduction, weight)

    def backward_of_the_kernel(dloss):
        gradients, steep = backward(dloss), share(dloss) * (p - y) / SMALLEST
        return gradients | dict(p=np.where(p * (1 - p) < SMALLEST, steep, gradients["p"]))

    return loss, backward_of_the_kernel


def clipped(p, y, weight=None, *, reduction):
    q, inside = np.clip(p, EPSILON, 1 - EPSILON), (p >= EPSILON) & (p <= 1 - EPSILON)
    loss, _ = reduced(-y * np.log(q) - (1 - y) * np.log(1 - q), reduction, weight)
    _, backward = binary_cross_entropy_of_probabilities(q, y, weight, reduction=reduction)

    def backward_of_the_clipped(dloss):
        gradients = backward(dloss)
        return gradients | dict(p=gradients["p"] * inside)

    return loss, backward_of_the_clipped


def of_logits(p, y, *others, reduction):
    """The cross-entropy of what is taken for logits; it wants classes on an axis of their own."""
    rows = [None if each is None else each.reshape(-1, 1) for each in (p, y, *others)]
    loss = binary_cross_entropy(*rows, reduction=reduction)[0]
    return loss.reshape(p.shape) if reduction == "none" else loss


concept = Concept(
    __name__,
    cases=[
        dict(shape=(5, 3)),
        dict(shape=(1, 1)),
        dict(shape=(8,), reduction="sum"),
        dict(shape=(4, 2), certain="right", dtypes=("float64",)),
        dict(shape=(4, 2), certain="wrong", dtypes=("float64",)),
        dict(shape=(4, 2), certain="impossible"),
        dict(shape=(2, 3, 4), reduction="none"),
        dict(shape=(5, 3), given=("weight",)),
        dict(shape=(5,), reduction="sum", given=("weight",)),
    ],
    timing=dict(shape=(4096, 64)),
    data=data,
    pytorch=dict(weight="weight"),
    differs=dict(
        pytorch=Differs(
            no_less_than,
            dict(
                bounded="PyTorch takes no logarithm for less than −100 and divides a gradient by no less than 1e-12: "
                "the loss of an answer that is certain and wrong is 100, its gradient 1e12"
            ),
        ),
        keras=Differs(
            clipped,
            dict(
                clipped="Keras clips probabilities to 1e-7 and 1 − 1e-7, in float32 to 1 − 1.19e-7: the loss of an "
                "answer that is certain and wrong is 16.1, and it has no gradient"
            ),
        ),
    ),
    relatives={"p is taken for logits": of_logits},
)
