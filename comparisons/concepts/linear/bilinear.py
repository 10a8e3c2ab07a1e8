"""PyTorch has a layer for it, whose weight has the outputs first; a Keras user writes one."""

from comparisons.declaring.concept import Concept

concept = Concept(
    __name__,
    cases=[
        dict(n=5, i=4, j=3, k=2, given=("b",)),
        dict(n=1, i=1, j=1, k=1, given=("b",)),
        dict(n=(3, 2), i=2, j=5, k=4, given=("b",)),
        dict(n=5, i=4, j=3, k=2),
        dict(n=(), i=3, j=3, k=3, given=("b",)),
    ],
    timing=dict(n=256, i=64, j=64, k=32, given=("b",)),
    pytorch=dict(A="weight: i j k -> k i j", b="bias"),
    keras=dict(A="kernel", b="bias"),
)
