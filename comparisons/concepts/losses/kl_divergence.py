"""PyTorch takes the logarithm of the prediction, Keras probabilities; the mean over samples is called batchmean."""

from functools import partial

import numpy as np

from comparisons.declaring.concept import Concept
from comparisons.declaring.differing import Differs, OutOfRange, rewritten
from scratch.activations.softmax import softmax
from scratch.losses.kl_divergence import kl_divergence
from scratch.reduction import reduced

EPSILON = 1e-7


def data(rng, n, k, log_target, one_hot=False, impossible=False):
    """Draw two distributions for each sample; with ``one_hot`` the true one has a single class.

    If the last of several classes is ``impossible``, neither gives it any probability.
    """
    z = rng.standard_normal((*n, k))
    p = rng.dirichlet(np.full(k, 3), n)
    if one_hot:
        p = np.eye(k)[rng.integers(0, k, n)]
    if impossible and k > 1:
        z[..., -1], p[..., -1] = -np.inf, 0
        p /= p.sum(axis=-1, keepdims=True)
    with np.errstate(divide="ignore"):
        return dict(log_q=np.log(softmax(z)[0]), p=np.log(p) if log_target else p)


@np.errstate(invalid="ignore")
def product(w, x):
    """Multiply as it is written: 0 times ∞ is no number."""
    return w * x


def product_of_xlogy(w, x):
    """Multiply so too, but for 0 times the logarithm of 0 itself, which PyTorch's xlogy makes 0."""
    return np.where((w == 0) & np.isinf(x), 0, product(w, x))


def in_pytorch(log_q, p, *, log_target, reduction, first_axis=True, no_number=True, infinite=True):
    of_zeros = rewritten(kl_divergence, times=product if log_target else product_of_xlogy)
    divergence = of_zeros if infinite else kl_divergence
    loss, backward = divergence(log_q, p, log_target=log_target, reduction=reduction)
    share = p.size / p.shape[-1] / p.shape[0] if first_axis and reduction == "mean" else 1

    def backward_of_the_kernel(dloss):
        gradients = backward(share * dloss)
        if no_number and not log_target:
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
        dp = gradients["p"] * np.where(true == 1, at_1, inside(true))
        return dict(log_q=gradients["log_q"] * inside(q), p=dp * true if log_target else dp)

    return loss, backward_of_the_clipped


def inside(p):
    return (p >= EPSILON) & (p <= 1)


CLIPPED = (
    "Keras clips both to 1e-7: a truth of 0 counts as that and has no gradient, nor has a prediction below it"
)


def quotient_by_quotient(log_q, p, *, log_target, reduction):
    """Go back through p log (p / q) as it is written."""
    loss, backward = clipped(log_q, p, log_target=log_target, reduction=reduction)
    q, true = np.exp(log_q), np.exp(p) if log_target else p
    clipped_q, clipped_p = np.clip(q, EPSILON, 1), np.clip(true, EPSILON, 1)
    ratio, share = clipped_p / clipped_q, reduced(np.zeros_like(p[..., 0]), reduction)[1]

    def backward_of_the_quotient(dloss):
        of_ratio = share(dloss)[..., None] * clipped_p * (1 / ratio)
        return backward(dloss) | dict(log_q=of_ratio * (-ratio / clipped_q) * inside(q) * q)

    return loss, backward_of_the_quotient


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
        dict(n=(5,), k=4, one_hot=True, log_target=True),
        dict(n=(5,), k=4, impossible=True, reduction="none"),
    ],
    timing=dict(n=(512,), k=1000),
    data=data,
    differs=dict(
        pytorch=Differs(
            in_pytorch,
            dict(
                first_axis="PyTorch's batchmean divides by the size of the first axis alone, and sums over others",
                no_number="where the truth is 0, PyTorch's gradient of it is no number, 0 / 0",
                infinite="PyTorch multiplies a truth of 0 by the logarithm of a prediction of 0, and by its own where "
                "that is given: −∞ times 0 makes the loss no number",
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
    halves={
        "keras in float16": OutOfRange(
            "in float16 q / p is ∞ where p is 1e-7, and p times the gradient 0",
            quotient_by_quotient,
        )
    },
)
