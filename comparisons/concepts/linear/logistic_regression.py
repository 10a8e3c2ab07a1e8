"""One neuron trained on the cross-entropy: losses and weights stay together over whole runs."""

from comparisons.declaring.concept import Concept
from comparisons.declaring.data import breast_cancer
from comparisons.declaring.scores import binary_accuracy


def data(rng, n, d):
    return dict(y=rng.integers(0, 2, n))


concept = Concept(
    __name__,
    cases=[
        dict(n=23, d=3, batch_size=5, epochs=4),
        dict(data=breast_cancer, epochs=20, dtypes=("float32",)),
    ],
    timing=dict(n=1024, d=64, batch_size=32, epochs=1),
    data=data,
    pytorch=dict(w="weight: d -> 1 d", b="bias: -> 1"),
    keras=dict(w="kernel: d -> d 1", b="bias: -> 1", prediction="n -> n 1"),
    score=dict(accuracy=binary_accuracy),
)
