"""The mean divides by the weights of the true classes; PyTorch leaves the label −100 out unless another is named."""

import numpy as np

from comparisons.concepts.losses.sparse_categorical_cross_entropy import labels
from comparisons.declaring.concept import Concept
from scratch.activations.softmax import softmax


def data(rng, n, k, ignore_index, all_ignored=False):
    """Draw labels, of which every third does not count, or none does; and weights of classes from 0.5 to 2."""
    y = labels(rng, n, k, ignore_index, all_ignored)
    log_p = np.log(softmax(rng.standard_normal((*n, k)))[0])
    return dict(log_p=log_p, y=y, class_weight=rng.uniform(0.5, 2, k))


concept = Concept(
    __name__,
    cases=[
        dict(n=(6,), k=3),
        dict(n=(1,), k=1),
        dict(n=(6,), k=3, reduction="sum"),
        dict(n=(4, 5), k=3, reduction="none"),
        dict(n=(7,), k=3, ignore_index=1),
        dict(n=(6,), k=4, given=("class_weight",)),
        dict(n=(2, 3, 2), k=4, ignore_index=-100, given=("class_weight",)),
        dict(n=(7,), k=3, ignore_index=255, reduction="none", given=("class_weight",)),
        dict(n=(5,), k=3, ignore_index=-1, all_ignored=True),
    ],
    timing=dict(n=(512,), k=1000),
    data=data,
    pytorch=dict(log_p="n ... k -> n k ...", class_weight="weight"),
)
