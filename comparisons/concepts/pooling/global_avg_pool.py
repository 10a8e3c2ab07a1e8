"""PyTorch's name for it is an adaptive pool of size 1, which keeps the axes; Keras's layer leaves them out."""

from comparisons.declaring.concept import Concept

concept = Concept(
    __name__,
    cases=[
        dict(n=3, space=(4, 5), c=2),
        dict(n=2, space=(7,), c=3),
        dict(n=2, space=(2, 3, 4), c=2, keepdims=True),
        dict(n=1, space=(1, 1), c=1),
    ],
    timing=dict(n=64, space=(14, 14), c=256),
    pytorch=dict(x="n ... c -> n c ...", y="n ... c -> n c ..."),
)
