"""The truth is a number for each sample; some labels may say that a sample does not count."""

import numpy as np

from comparisons.declaring.concept import Concept
from comparisons.declaring.differing import Differs, rewritten
from comparisons.declaring.edges import SUMMED_WHOLE, log_softmax_summed_whole
from scratch.activations.softmax import softmax
from scratch.losses.sparse_categorical_cross_entropy import sparse_categorical_cross_entropy


def data(rng, n, k, ignore_index, all_ignored=False, certain=False):
    """Draw labels, of which every third does not count, or none does; and weights of classes from 0.5 to 2.

    If ``certain``, the answers are, and they are right.
    """
    y = labels(rng, n, k, ignore_index, all_ignored)
    z = rng.standard_normal((*n, k)) + 12 * certain * (y[..., None] == np.arange(k))
    return dict(z=z, y=y, class_weight=rng.uniform(0.5, 2, k))


def labels(rng, n, k, ignore_index, all_ignored):
    """Draw labels, of which every third does not count, or none does."""
    y = rng.integers(0, k, n)
    if ignore_index is not None:
        y.flat[:: 1 if all_ignored else 3] = ignore_index
    return y


log_summed_whole = rewritten(sparse_categorical_cross_entropy, log_softmax=log_softmax_summed_whole)


def in_keras(z, y, class_weight=None, *, nothing, summed_whole, **settings):
    """Let the mean of no loss be 0, as the sum is, and sum the exponentials whole."""
    if nothing and settings["reduction"] == "mean" and np.all(y == settings["ignore_index"]):
        settings |= dict(reduction="sum")
    function = log_summed_whole if summed_whole else sparse_categorical_cross_entropy
    return function(z, y, class_weight, **settings)


def softmax_twice(z, y, *others, **settings):
    """The cross-entropy of logits that are probabilities already."""
    return sparse_categorical_cross_entropy(softmax(z)[0], y, *others, **settings)[0]


concept = Concept(
    __name__,
    cases=[
        dict(n=(6,), k=3),
        dict(n=(6,), k=3, reduction="sum"),
        dict(n=(6,), k=3, reduction="none"),
        dict(n=(6,), k=3, certain=True, reduction="none"),
        dict(n=(4, 5), k=3),
        dict(n=(7,), k=3, ignore_index=-100),
        dict(n=(7,), k=3, ignore_index=1, reduction="sum"),
        dict(n=(7,), k=3, ignore_index=255, reduction="none"),
        dict(n=(6,), k=4, given=("class_weight",)),
        dict(n=(6,), k=4, label_smoothing=0.1),
        dict(n=(2, 3, 2), k=4, label_smoothing=0.3, ignore_index=0, given=("class_weight",)),
        dict(n=(5,), k=3, ignore_index=-1, all_ignored=True, reduction="sum"),
        dict(n=(5,), k=3, ignore_index=-1, all_ignored=True),
        dict(n=(1,), k=1),
    ],
    timing=dict(n=(512,), k=1000),
    data=data,
    pytorch=dict(z="n ... k -> n k ...", class_weight="weight"),
    differs=dict(
        pytorch=Differs(log_summed_whole, dict(summed_whole=SUMMED_WHOLE), rearranged=True),
        keras=Differs(
            in_keras,
            dict(
                nothing="where no label counts, Keras's mean is 0; PyTorch's is 0 / 0, no number",
                summed_whole=SUMMED_WHOLE,
            ),
            rearranged=("summed_whole",),
        ),
    ),
    relatives={"softmax is taken twice": softmax_twice},
)
