"""PyTorch averages over all entries at once, Keras over outputs and then over samples: the same mean."""

from comparisons.declaring.concept import Concept

concept = Concept(
    __name__,
    cases=[dict(n=5, k=3), dict(n=1, k=1), dict(n=7, k=1)],
    timing=dict(n=4096, k=64),
)
