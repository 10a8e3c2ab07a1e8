r"""Mean intersection over union: how far what was said and what is true of each class cover each other.

    J_k = |S_k ∩ Y_k| / |S_k ∪ Y_k| = C_kk / (Σ_j C_kj + Σ_i C_ik − C_kk)        m = mean of J_k

S_k are the pixels said to be of class k, Y_k those that are, C is the confusion matrix. A class that is neither said
nor true has no union, and does not count in the mean; if none counts, m is 0. All pixels are counted on, and divided at
last: a mean of the images' means is another number.

Axes: n images, *shape pixels, k classes. z are scores, of which the largest wins, and of equals the first; y is the
right class. Pixels whose y is ignore_index do not count.

Source: Everingham et al., *The Pascal Visual Object Classes (VOC) Challenge*, IJCV 88(2), 2010; Jaccard,
*Étude comparative de la distribution florale*, Bulletin de la Société vaudoise des sciences naturelles 37, 1901.
"""

import numpy as np

from scratch.checked import checked
from scratch.counting import confusion, share
from scratch.signature import Fixed, Int, Metric


@checked
def mean_intersection_over_union(
    z: Fixed["n *shape k"], y: Int["n *shape", "k", "ignore_index"], *, ignore_index: int | None = None
) -> Metric:
    said, counts = np.argmax(z, axis=-1), y != ignore_index
    C = confusion(y[counts], said[counts], z.shape[-1])
    both = np.diagonal(C)
    union = np.sum(C, axis=0) + np.sum(C, axis=1) - both
    return z.dtype.type(share(np.sum(share(both, union)), np.count_nonzero(union)))
