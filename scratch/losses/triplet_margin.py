r"""Triplet margin loss: an anchor must be nearer to a positive than to a negative by a margin.

    l = max(0, m + D(a, p) − D(a, n))           D(a, b) = ‖a − b + ε‖_p         L = mean l

The gradients are those of the distances, where m + D(a, p) − D(a, n) ≥ 0, else 0. With ``swap`` the negative is held
against whichever of the two it is nearer to: min(D(a, n), D(p, n)) stands for D(a, n).

Axes: samples, n, on any number of axes; d numbers of each embedding. m is called ``margin``. Returns one number; of
``reduction`` none, the loss of each triplet. ValueError unless p ≥ 1; it is called ``norm``.

Source: Balntas, Riba, Ponsa & Mikolajczyk, *Learning Local Feature Descriptors with Triplets and Shallow Convolutional
Neural Networks*, BMVC 2016, sections 2.2 and 2.3.
"""

from typing import Annotated

import numpy as np

from scratch.checked import checked
from scratch.directions import distance
from scratch.reduction import Reduction, reduced
from scratch.settings import Span
from scratch.signature import Differentiable, Float


@checked
def triplet_margin(
    a: Float["*n d"],
    p: Float["*n d"],
    n: Float["*n d"],
    *,
    margin=1.0,
    norm: Annotated[float, Span(1)] = 2.0,
    epsilon=1e-6,
    swap=False,
    reduction: Reduction = "mean",
) -> Differentiable:
    near, of_near = distance(a, p, epsilon, norm)
    far, of_far = distance(a, n, epsilon, norm)
    if swap:
        other, of_other = distance(p, n, epsilon, norm)
        far, kept, swapped = nearer(far, other)
    lack = margin + near - far
    loss, share = reduced(np.clip(lack, 0, np.inf), reduction)

    def backward(dloss):
        dl = share(dloss) * (lack >= 0)
        dp = -of_near(dl)
        dn = of_far(dl * kept if swap else dl)
        gradients = dict(a=-dp - dn, p=dp, n=dn)
        if swap:
            dp_swapped = of_other(dl * swapped)
            gradients |= dict(p=dp - dp_swapped, n=dn + dp_swapped)
        return gradients

    return loss, backward


def nearer(far, other):
    """Return the smaller of two distances, and which shares of its gradient are theirs: all, of equals the first's."""
    swapped = other < far
    return np.where(swapped, other, far), ~swapped, swapped
