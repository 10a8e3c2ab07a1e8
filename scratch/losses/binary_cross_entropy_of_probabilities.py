r"""Binary cross-entropy of probabilities: how surprising the answers to yes-or-no questions are.

    l = −y log p − (1 − y) log(1 − p)               0 log 0 = 0         L = mean l
    dp = dl (p − y) / (p (1 − p))                   0 where p = y, also at 0 and 1
    dy = dl (log(1 − p) − log p)

What was held impossible, and is so, costs infinitely much: where p comes from a sigmoid, take the loss of the logits.
With a weight w of every question the mean is that of w l, over all that there are.

Axes: any, the same of all arrays. y is the truth, 0 or 1, or a probability in between. Returns one number; of
``reduction`` none, the loss of each question.

Source: Bishop, *Pattern Recognition and Machine Learning*, 2006, equation 4.90.
"""

import numpy as np

from scratch.checked import checked
from scratch.cross_entropy import times
from scratch.reduction import Reduction, reduced
from scratch.signature import Differentiable, Fixed, Float


@checked
def binary_cross_entropy_of_probabilities(
    p: Float["*shape", 0, 1],
    y: Float["*shape", 0, 1],
    weight: Fixed["*shape"] | None = None,
    *,
    reduction: Reduction = "mean",
) -> Differentiable:
    with np.errstate(divide="ignore"):  # log 0 is −∞
        log_yes, log_no = np.log(p), np.log1p(-p)
    losses = -times(y, log_yes) - times(1 - y, log_no)
    if weight is not None:
        losses = times(weight != 0, losses)  # what does not count costs nothing, not even 0 times ∞
    loss, share = reduced(losses, reduction, weight)

    def backward(dloss):
        dl = share(dloss)
        with np.errstate(divide="ignore", invalid="ignore"):
            slope = np.where(p == y, 0, (p - y) / (p * (1 - p)))
        return dict(p=times(dl, slope), y=times(dl, log_no - log_yes))

    return loss, backward
