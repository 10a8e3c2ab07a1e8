r"""Accuracy: the share of samples whose most likely class is the right one.

    a = (1/n) Σ_n [argmax_k z_nk = y_n]

Axes: n samples, k classes. z are scores, of which the largest wins, and of equals the first; y is the right class.
Over batches the right ones and all are counted on, and divided at last: a mean of the batches' accuracies is another
number where batches differ in size. Of no sample there is no share.

Source: Bishop, *Pattern Recognition and Machine Learning*, 2006, section 1.5.1, where 1 − a is the
misclassification rate.
"""

import numpy as np

from scratch.checked import checked
from scratch.signature import Fixed, Int, Metric


@checked
def accuracy(z: Fixed["n k"], y: Int["n", "k"]) -> Metric:
    return np.mean(np.argmax(z, axis=1) == y, dtype=z.dtype)
