"""In both frameworks a setting of the cross-entropy, 0 by default. The true class, too, gets its share of ε."""

import numpy as np

from comparisons.declaring.concept import Concept
from comparisons.declaring.differing import Differs, rewritten
from comparisons.declaring.edges import SUMMED_WHOLE, log_softmax_summed_whole
from scratch.losses.label_smoothing import label_smoothing
from scratch.losses.label_smoothing import label_smoothing as smoothed


def data(rng, n, k, certain=False):
    """Draw logits, and the truth, one-hot or mixed; if ``certain``, every answer is, and it is right."""
    one_hot = np.eye(k)[rng.integers(0, k, n)]
    if certain:
        return dict(z=rng.standard_normal((*n, k)) + 12 * one_hot, y=one_hot)
    return dict(y=np.where(rng.random((*n, 1)) < 0.5, one_hot, rng.dirichlet(np.ones(k), n)))


summed_whole = Differs(
    rewritten(label_smoothing, log_softmax=log_softmax_summed_whole),
    dict(summed_whole=SUMMED_WHOLE),
    rearranged=True,
)


def among_the_others(z, y, *, epsilon, reduction):
    """Share ε among the classes that are wrong."""
    k = z.shape[-1]
    return smoothed.__wrapped__(
        z, (1 - epsilon) * y + epsilon * (1 - y) / (k - 1), epsilon=0.0, reduction=reduction
    )[0]


concept = Concept(
    __name__,
    cases=[
        dict(n=(6,), k=3),
        dict(n=(1,), k=5, epsilon=0.3),
        dict(n=(6,), k=3, epsilon=1.0),
        dict(n=(4,), k=1),
        dict(n=(7,), k=2, reduction="sum"),
        dict(n=(4, 2), k=3, reduction="none"),
        dict(n=(6,), k=3, certain=True, reduction="none"),
    ],
    timing=dict(n=(512,), k=1000),
    data=data,
    pytorch=dict(z="n ... k -> n k ...", y="n ... k -> n k ..."),
    differs=dict(pytorch=summed_whole, keras=summed_whole),
    relatives={"ε is shared among the k − 1 other classes": among_the_others},
)
