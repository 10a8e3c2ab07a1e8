"""Where probabilities round to 0 their logarithms are finite in all three; those of softmax itself are −∞."""

from comparisons.declaring.concept import Concept
from comparisons.declaring.differing import Differs, rewritten
from comparisons.declaring.edges import SUMMED_WHOLE, log_softmax_summed_whole
from scratch.activations.log_softmax import log_softmax


def data(rng, shape, k, impossible=False, certain=False):
    x = rng.standard_normal((*shape, k))
    x[..., 0] *= 1e4
    if impossible:
        x[..., -1] = -float("inf")
    if certain:
        x[..., 0] = 12
    return dict(x=x)


summed_whole = Differs(
    rewritten(log_softmax, log_and_plain=log_softmax_summed_whole),
    dict(summed_whole=SUMMED_WHOLE),
    rearranged=True,
)

concept = Concept(
    __name__,
    cases=[
        dict(shape=(5,), k=3),
        dict(shape=(2, 3), k=4),
        dict(shape=(), k=7),
        dict(shape=(2,), k=1),
        dict(shape=(4, 3), k=2, axis=1),
        dict(shape=(3,), k=5, axis=-2),
        dict(shape=(3,), k=4, impossible=True),
        dict(shape=(3,), k=4, certain=True),
    ],
    timing=dict(shape=(512,), k=1000),
    data=data,
    differs=dict(pytorch=summed_whole, keras=summed_whole),
)
