"""PyTorch normalizes along the second axis unless it is told another, Keras along the last.

In both a length is at least ε, 1e-12, and x is divided by it; TensorFlow's l2_normalize has that ε under the root,
where it is a length of 1e-6.
"""

from comparisons.declaring.concept import Concept
from comparisons.declaring.differing import Differs
from comparisons.declaring.edges import CAST_BY_KERAS, NO_LENGTH, SHARING, no_number
from scratch.normalization.unit_norm import unit_norm


def data(rng, shape, zeros=False, size=1.0):
    """Draw x of a ``size``; with ``zeros`` every second row is 0."""
    x = size * rng.standard_normal(shape)
    if zeros:
        x[::2] = 0
    return dict(x=x)


def of_no_length(x, *, axis, **_):
    return ~x.any(axis=axis, keepdims=True)


concept = Concept(
    __name__,
    cases=[
        dict(shape=(5, 4)),
        dict(shape=(2, 3, 4), axis=(1, 2)),
        dict(shape=(2, 3, 4), axis=1, epsilon=0.1),
        dict(shape=(3,)),
        dict(shape=(1, 1)),
        dict(shape=(4, 3), zeros=True, dtypes=("float32",)),  # a step in any direction is beyond ε
        dict(shape=(4, 3), size=1e-9, epsilon=1e-6, dtypes=("float32",)),
        dict(shape=(3, 4), size=1e9),
    ],
    timing=dict(shape=(4096, 128)),
    data=data,
    differs=dict.fromkeys(
        SHARING, Differs(no_number(unit_norm, "x", where=of_no_length), dict(no_length=NO_LENGTH))
    ),
    halves=CAST_BY_KERAS,
)
