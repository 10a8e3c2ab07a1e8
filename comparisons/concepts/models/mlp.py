"""A whole network on real data: three backpropagations stay together over more than a thousand steps."""

from comparisons.declaring.concept import Concept
from comparisons.declaring.data import breast_cancer, digits
from comparisons.declaring.scores import categorical_accuracy


def data(rng, n, d, k, spread=1):
    return dict(x=spread * rng.standard_normal((n, d)), y=rng.integers(0, k, n))


concept = Concept(
    __name__,
    cases=[
        dict(n=23, d=3, h=5, k=4, batch_size=5, epochs=4),
        # Exponentials of such logits overflow.
        dict(n=6, d=3, h=5, k=4, spread=1000, epochs=2, learning_rate=0.001),
        dict(n=1, d=1, h=1, k=1, epochs=2),
        dict(data=breast_cancer, h=16, k=2, epochs=5),
        dict(data=breast_cancer, h=16, k=2, epochs=100, dtypes=("float32",)),
        dict(data=digits, h=32, k=10, epochs=30, dtypes=("float32",)),
    ],
    timing=dict(n=1024, d=64, h=32, k=10, batch_size=32, epochs=1),
    data=data,
    pytorch=dict(W1="0.weight: d h -> h d", b1="0.bias", W2="2.weight: h k -> k h", b2="2.bias"),
    keras=dict(W1="hidden/kernel", b1="hidden/bias", W2="output/kernel", b2="output/bias"),
    score=dict(accuracy=categorical_accuracy),
)
