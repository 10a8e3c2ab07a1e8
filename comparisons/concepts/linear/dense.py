"""One product in two layouts: PyTorch keeps a weight matrix as rows of outputs, Keras as columns."""

from comparisons.declaring.concept import Concept

concept = Concept(
    __name__,
    cases=[
        dict(n=5, i=4, k=3, given=("b",)),
        dict(n=1, i=1, k=1, given=("b",)),
        dict(n=64, i=100, k=32, given=("b",)),
        dict(n=(3, 2, 4), i=5, k=2, given=("b",)),
        dict(n=5, i=4, k=3),
    ],
    timing=dict(n=256, i=784, k=512, given=("b",)),
    pytorch=dict(W="weight: i k -> k i", b="bias"),
    keras=dict(W="kernel", b="bias"),
)
