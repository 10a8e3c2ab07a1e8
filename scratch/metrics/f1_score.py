r"""F1 score: one number for precision and recall, their harmonic mean, which is near the smaller of the two.

    P_k = TP_k / (TP_k + FP_k)        R_k = TP_k / (TP_k + FN_k)        F_k = 2 P_k R_k / (P_k + R_k)

    none        F_k of every class
    macro       (1/k) Σ_k F_k                    every class weighs the same
    weighted    Σ_k F_k n_k / Σ_k n_k            as often as it is true
    micro       F of ΣTP, ΣFP and ΣFN            every decision weighs the same

A class is found where its score is above θ; without a threshold, where no class of the sample has a higher one: all of
equals are found. A class that is neither true nor found has F = 0, and counts in the macro mean. Where each sample has
one class and one is found, the micro score is the accuracy.

Axes: n samples, k classes. z are scores, y says of which classes a sample is: of one, or of several. threshold is θ.
Returns F (k), or a number.

Source: van Rijsbergen, *Information Retrieval*, 2nd edition, 1979, chapter 7; for macro and micro means Sokolova &
Lapalme, *A Systematic Analysis of Performance Measures for Classification Tasks*, Information Processing & Management
45(4), 2009, Table 3.
"""

from typing import Literal

import numpy as np

from scratch.checked import checked
from scratch.counting import hits, share
from scratch.signature import Bool, Fixed, Metric


@checked
def f1_score(
    z: Fixed["n k"],
    y: Bool["n k"],
    *,
    average: Literal["none", "micro", "macro", "weighted"] = "none",
    threshold: float | None = None,
) -> Metric:
    tp, fp, fn = hits(largest(z) if threshold is None else z > threshold, y)
    if average == "micro":
        tp, fp, fn = np.sum(tp), np.sum(fp), np.sum(fn)
    P, R = share(tp, tp + fp), share(tp, tp + fn)
    F = 2 * share(P * R, P + R)
    if average == "macro":
        F = np.mean(F)
    elif average == "weighted":
        F = F @ share(tp + fn, np.sum(tp + fn))
    return F.astype(z.dtype)


def largest(z):
    """Return of which classes the score is the largest of its sample."""
    return z >= np.max(z, axis=1, keepdims=True)
