r"""Top-k accuracy: the share of samples whose right class is among the k that are likeliest.

    a = (1/n) Σ_n [ |{j: z_nj > z_ny}| < k ],        y the right class of sample n

The right class is among them if fewer than k have a larger score: of equal scores none stands before another, so that
with all scores equal every sample is right. With k = 1 and no ties it is the accuracy; with as many as there are
classes it is 1.

Axes: n samples, c classes. z are scores, y is the right class. top is k.

Source: Russakovsky et al., *ImageNet Large Scale Visual Recognition Challenge*, IJCV 115(3), 2015, whose
error is 1 − a for k = 5.
"""

import numpy as np

from scratch.checked import checked
from scratch.signature import Fixed, Int, Metric, Natural


@checked
def top_k_accuracy(z: Fixed["n c"], y: Int["n", "c"], *, top: Natural = 5) -> Metric:
    right = np.take_along_axis(z, y[:, None], axis=1)
    return np.mean(np.count_nonzero(z > right, axis=1) < top, dtype=z.dtype)
