"""Keras keeps the last weights unless ``restore_best_weights`` is said; PyTorch has nothing of this kind.

In Keras the first epoch is the best so far, even if its loss is no number, and a patience of 0 is that of 1. Its
``min_delta`` must be exceeded: what is better by just so much is not better.
"""

import numpy as np

from comparisons.declaring.concept import Concept
from comparisons.declaring.data import breast_cancer
from comparisons.declaring.scores import binary_accuracy


def data(rng, n, d, broken=False):
    """Draw samples; the class hangs on the first feature alone, and not for sure. The last sample may be ``broken``."""
    x = rng.standard_normal((n, d))
    y = (x[:, 0] + rng.standard_normal(n) > 0).astype("int64")
    if broken:
        x[-1] = np.nan
    return dict(x=x, y=y)


concept = Concept(
    __name__,
    cases=[
        # The best epoch is not the last, and the last is not for want of patience.
        dict(n=40, d=20, learning_rate=2.0, patience=20, epochs=12),
        dict(n=40, d=20, learning_rate=2.0, patience=0, restore_best=False),
        dict(n=60, d=10, monitor="val_accuracy", patience=3, batch_size=8, validation_split=0.5),
        dict(n=40, d=5, learning_rate=0.5, min_delta=0.01, patience=1, restore_best=False),
        dict(n=40, d=3, patience=2, broken=True),
        dict(data=breast_cancer, min_delta=0.01, patience=2, dtypes=("float32",)),
    ],
    timing=dict(n=1024, d=64, batch_size=32, epochs=1),
    data=data,
    pytorch=dict(w="weight: d -> 1 d", b="bias: -> 1"),
    keras=dict(w="kernel: d -> d 1", b="bias: -> 1", prediction="n -> n 1"),
    score=dict(accuracy=binary_accuracy),
)
