"""The gradient of a table has all its rows in PyTorch; in TensorFlow it comes as those that were looked up.

With momentum both move the other rows, too, by what is left of their velocity.
"""

from comparisons.concepts.optimizers.momentum import ROUNDED
from comparisons.declaring.concept import Concept
from comparisons.declaring.data import neighbours
from comparisons.declaring.differing import Differs, through_float32
from comparisons.declaring.scores import share_found
from scratch.models.skip_gram import skip_gram


def data(rng, n, m, v):
    """Draw words; the first of each sample stands beside x."""
    y = [[1.0] + [0.0] * (m - 1)] * n
    return dict(x=rng.integers(0, v, (n, 1)), words=rng.integers(0, v, (n, m)), y=y)


concept = Concept(
    __name__,
    cases=[
        dict(n=7, m=3, v=6, d=4, batch_size=3, epochs=2),
        dict(n=1, m=1, v=1, d=1, epochs=2, momentum=0.0, dtypes=("float64",)),
        dict(data=neighbours, v=138, d=16, epochs=24, dtypes=("float32",)),
    ],
    timing=dict(n=512, m=6, v=138, d=16, epochs=1),
    data=data,
    pytorch=dict(E="embedding.weight", C="context.weight"),
    keras=dict(E="embedding/embeddings", C="context/embeddings"),
    differs=dict(keras=Differs(through_float32(skip_gram, "momentum"), dict(rounded=ROUNDED))),
    score=dict(share_found=share_found),
)
