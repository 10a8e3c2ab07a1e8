r"""Confusion matrix: how many samples of each class were taken for each.

    C_ij = Σ_n [y_n = i] [argmax_k z_nk = j]

Rows are what is true, columns what was said: the diagonal is right. Normalized by the true classes, each row is divided
by its sum: the diagonal has the recalls; by what was said, each column: the precisions; by all, they are shares of the
samples. A row or column of nothing stays 0.

Axes: n samples, k classes. z are scores, of which the largest wins, and of equals the first; y is the right class.
Returns C (k k).

Source: Kohavi & Provost, *Glossary of Terms*, Machine Learning 30(2/3), 1998.
"""

from typing import Literal

import numpy as np

from scratch.checked import checked
from scratch.counting import confusion, share
from scratch.signature import Fixed, Int, Metric


@checked
def confusion_matrix(
    z: Fixed["n k"], y: Int["n", "k"], *, normalize: Literal["none", "true", "predicted", "all"] = "none"
) -> Metric:
    C = confusion(y, np.argmax(z, axis=1), z.shape[1]).astype(z.dtype)
    if normalize == "none":
        return C
    axis = dict(true=1, predicted=0, all=None)[normalize]
    return share(C, np.sum(C, axis=axis, keepdims=True))
