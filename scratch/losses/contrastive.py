r"""Contrastive loss: draws pairs that belong together as near as can be, and drives others apart by a margin.

    l = ½ (1 − y) D² + ½ y max(0, m − D)²       D = ‖a − b + ε‖         L = mean l
    dD = dl ((1 − y) D − y max(0, m − D))

Axes: pairs, n, on any number of axes; d numbers of each embedding. y is 0 for a pair that belongs together, 1 for one
that does not. m is called ``margin``. Returns one number; of ``reduction`` none, the loss of each pair.

Source: Hadsell, Chopra & LeCun, *Dimensionality Reduction by Learning an Invariant Mapping*, CVPR 2006, equation 4.
"""

import numpy as np

from scratch.checked import checked
from scratch.directions import distance
from scratch.reduction import Reduction, reduced
from scratch.signature import Differentiable, Float, Probability


@checked
def contrastive(
    a: Float["*n d"],
    b: Float["*n d"],
    y: Probability["*n"],
    *,
    margin=1.0,
    epsilon=1e-6,
    reduction: Reduction = "mean",
) -> Differentiable:
    D, of_distance = distance(a, b, epsilon)
    lack = np.clip(margin - D, 0, np.inf)
    loss, share = reduced(((1 - y) * D**2 + y * lack**2) / 2, reduction)

    def backward(dloss):
        da = of_distance(share(dloss) * ((1 - y) * D - y * lack))
        return dict(a=da, b=-da)

    return loss, backward
