"""Classes are given by number: each sample looks up one log-probability, and no target is one-hot."""

from comparisons.declaring.concept import Concept
from comparisons.declaring.data import digits, iris
from comparisons.declaring.scores import categorical_accuracy


def data(rng, n, d, k, spread=1):
    return dict(x=spread * rng.standard_normal((n, d)), y=rng.integers(0, k, n))


concept = Concept(
    __name__,
    cases=[
        dict(n=23, d=3, k=4, batch_size=5, epochs=4),
        # Exponentials of such logits overflow.
        dict(n=6, d=3, k=4, spread=1000, epochs=2, learning_rate=0.001),
        dict(n=1, d=1, k=1, epochs=2),
        dict(data=iris, k=3, epochs=50, learning_rate=0.5, dtypes=("float32",)),
        dict(data=digits, k=10, epochs=20, dtypes=("float32",)),
    ],
    timing=dict(n=1024, d=64, k=10, batch_size=32, epochs=1),
    data=data,
    pytorch=dict(W="weight: d k -> k d", b="bias"),
    keras=dict(W="kernel", b="bias"),
    score=dict(accuracy=categorical_accuracy),
)
