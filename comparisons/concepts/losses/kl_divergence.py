"""PyTorch takes the logarithm of the prediction, Keras probabilities; the mean over samples is called batchmean."""

from functools import partial

import numpy as np

from comparisons.declaring.concept import Concept
from comparisons.declaring.differing import Differs
from scratch.activations.softmax import softmax
from scratch.losses.kl_divergence import kl_divergence

EPSILON = 1e-7


def data(rng, n, k, log_target, one_hot=False):
    """Draw two distributions for each sample; with ``one_hot`` the true one has a single class."""
    log_q = np.log(softmax(rng.standard_normal((*n, k)))[0])
    p = rng.dirichlet(np.full(k, 3), n)
    if one_hot:
        p = np.eye(k)[rng.integers(0, k, n)]
    return dict(log_q=log_q, p=np.log(p) if log_target else p)


def in_pytorch(log_q, p, *, reduction, first_axis=True, no_number=True, **settings):
    loss, backward = kl_divergence(log_q, p, reduction=reduction, **settings)
    share = p.size / p.shape[-1] / p.shape[0] if first_axis and reduction == "mean" else 1

    def backward_of_the_kernel(dloss):
        gradients = backward(share * dloss)
        if no_number and not settings["log_target"]:
            gradients["p"] = np.where(p == 0, np.nan, gradients["p"])
        return gradients

    return share * loss, backward_of_the_kernel


def clipped(log_q, p, *, log_target, reduction, at_1=1.0):
    q, true = np.exp(log_q), np.exp(p) if log_target else p
    loss, backward = kl_divergence(
        np.log(np.clip(q, EPSILON, 1)), np.clip(true, EPSILON, 1), reduction=reduction
    )

    def backward_of_the_clipped(dloss):
        gradients = backward(dloss)
        dp = gradients["p"] * np.where(true == 1, at_1, true >= EPSILON)
        return dict(log_q=gradients["log_q"] * (q >= EPSILON), p=dp * true if log_target else dp)

    return loss, backward_of_the_clipped


CLIPPED = (
    "Keras clips both to 1e-7: a truth of 0 counts as that and has no gradient, nor has a prediction below it"
)

concept = Concept(
    __name__,
    cases=[
        dict(n=(6,), k=3),
        dict(n=(1,), k=5),
        dict(n=(5,), k=4, one_hot=True),
        dict(n=(6,), k=3, log_target=True),
        dict(n=(7,), k=2, reduction="sum"),
        dict(n=(2, 3), k=4),
        dict(n=(4, 2), k=3, reduction="none", log_target=True),
    ],
    timing=dict(n=(512,), k=1000),
    data=data,
    differs=dict(
        pytorch=Differs(
            in_pytorch,
            dict(
                first_axis="PyTorch's batchmean divides by the size of the first axis alone, and sums over others",
                no_number="where the truth is 0, PyTorch's gradient of it is no number, 0 / 0",
            ),
        ),
        keras=Differs(
            clipped,
            dict(clipped=CLIPPED),
        ),
    )
    | {
        "keras-jax": Differs(
            partial(clipped, at_1=0.5),
            dict(
                clipped=f"{CLIPPED}; on JAX half of the gradient goes back where the truth is 1, the other bound"
            ),
        )
    },
)
