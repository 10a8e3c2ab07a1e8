r"""Precision and recall: how many of those that were found are right, and how many of the right ones were found.

    P = TP / (TP + FP)        R = TP / (TP + FN)

    TP = Σ_n [z_n > θ] [y_n = 1]        FP = Σ_n [z_n > θ] [y_n = 0]        FN = Σ_n [z_n ≤ θ] [y_n = 1]

A score that is θ itself is not above it. A lower θ finds more: R never falls, P mostly does. Where nothing was found P
is 0, and where there is nothing to find R is.

Axes: n samples. z are scores, y says which samples are positive. threshold is θ: ½ for probabilities, 0 for logits.
Returns precision and recall.

Source: van Rijsbergen, *Information Retrieval*, 2nd edition, 1979, chapter 7.
"""

from scratch.checked import checked
from scratch.counting import hits, share
from scratch.signature import Bool, Fixed, Metric


@checked
def precision_recall(z: Fixed["n"], y: Bool["n"], *, threshold=0.5) -> Metric:
    tp, fp, fn = hits(z > threshold, y)
    return dict(precision=z.dtype.type(share(tp, tp + fp)), recall=z.dtype.type(share(tp, tp + fn)))
