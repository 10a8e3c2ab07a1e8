r"""Area under the ROC curve: the chance that a positive sample has a higher score than a negative one.

    A = (1 / n₊ n₋) Σ_{i∈+} Σ_{j∈−} ([z_i > z_j] + ½ [z_i = z_j])

With the scores of the negatives in order, what a positive one is above is found by halving.

Axes: n samples. z are scores, y says which samples are positive. A tie counts half. Of one class alone there is no pair
to compare, and the area is no number.

Source: Hanley & McNeil, *The Meaning and Use of the Area under a Receiver Operating Characteristic (ROC) Curve*,
Radiology 143(1), 1982.
"""

import numpy as np

from scratch.checked import checked
from scratch.signature import Bool, Fixed, Metric


@checked
def roc_auc(z: Fixed["n"], y: Bool["n"]) -> Metric:
    positive, negative = z[y], np.sort(z[~y])
    if not (len(positive) and len(negative)):
        return z.dtype.type(np.nan)
    below = np.searchsorted(negative, positive, "left")
    not_above = np.searchsorted(negative, positive, "right")
    return (np.mean(below + not_above, dtype=z.dtype) / 2 / len(negative)).astype(z.dtype)
