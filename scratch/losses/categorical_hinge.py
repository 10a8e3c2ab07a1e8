r"""Categorical hinge loss: the true class must score higher than the best other one by a margin of 1.

    r = max_{k≠y} z_k
    l = max(0, 1 + r − z_y)     L = mean_n l
    dz_y = −dl, dz_k = dl for the rival k with z_k = r, where 1 + r − z_y ≥ 0; else 0

Several rivals that score the same share dl equally. A single class has no rival, r = −∞, and costs nothing.

Axes: samples, n, on any number of axes; k classes. y is from 0 to k − 1. Returns one number; of ``reduction`` none, the
loss of each sample.

Source: Crammer & Singer, *On the Algorithmic Implementation of Multiclass Kernel-based Vector Machines*, Journal of
Machine Learning Research 2, 2001.
"""

import numpy as np

from scratch.checked import checked
from scratch.reduction import Reduction, reduced
from scratch.signature import Differentiable, Float, Int


@checked
def categorical_hinge(
    z: Float["*n k"], y: Int["*n", "k"], *, reduction: Reduction = "mean"
) -> Differentiable:
    true = (*np.indices(y.shape), y)  # where in z the true classes stand
    others = z.copy()
    others[true] = -np.inf
    r = others.max(axis=-1)
    lack = 1 + r - z[true]
    loss, share = reduced(np.clip(lack, 0, np.inf), reduction)

    def backward(dloss):
        dl = share(dloss) * (lack >= 0)
        rivals = (others == r[..., None]).astype(z.dtype)
        dz = rivals * (dl / rivals.sum(axis=-1))[..., None]
        dz[true] = -dl
        return dict(z=dz)

    return loss, backward
