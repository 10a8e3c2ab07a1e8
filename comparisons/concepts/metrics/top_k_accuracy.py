"""Of equal scores none stands before another: a right class that is tied for the k-th place is among the k."""

import numpy as np

from comparisons.declaring.concept import Concept
from comparisons.declaring.differing import Differs
from scratch.metrics.top_k_accuracy import top_k_accuracy


def data(rng, n, c, tied=False, masked=False):
    """Draw scores and classes; or scores of which many are equal; or some that are −∞, of classes that are masked."""
    z = rng.integers(0, 2, (n, c)).astype(float) if tied else rng.standard_normal((n, c))
    if masked:
        z[::3, -1] = -np.inf
    return dict(z=z, y=rng.integers(0, c, n))


def in_keras(z, y, **settings):
    """Count no sample as right that has an infinite score."""
    finite = np.all(np.isfinite(z), axis=1)
    right = top_k_accuracy(z[finite], y[finite], **settings) if finite.any() else z.dtype.type(0)
    return right * z.dtype.type(np.mean(finite))


concept = Concept(
    __name__,
    cases=[
        dict(n=50, c=10),
        dict(n=50, c=10, top=1),
        dict(n=40, c=5, top=2, tied=True),
        dict(n=30, c=6, top=3, masked=True),
        dict(n=7, c=5, top=5),
        dict(n=7, c=3, top=5),
        dict(n=1, c=1, top=1),
    ],
    timing=dict(n=10_000, c=1000),
    data=data,
    refuses={
        "keras-torch": {
            "index k out of range": "Keras's in_top_k on torch cannot ask for more classes than there are"
        }
    },
    differs=dict(
        keras=Differs(
            in_keras,
            dict(
                masked="TensorFlow's in_top_k takes a sample for wrong if any of its scores is infinite or no number: "
                "mask classes with a large negative number"
            ),
        )
    ),
)
