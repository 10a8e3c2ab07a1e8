"""PyTorch keeps g as ``original0`` and v as ``original1`` of the weight's parametrization; Keras has no such layer.

PyTorch's dim=0, the default, has one length for each output, dim=None one for the whole matrix.
"""

from comparisons.declaring.concept import Concept
from comparisons.declaring.differing import OutOfRange, in_precisions


def data(rng, i, k, size=1.0):
    """Draw v of a ``size``."""
    return dict(v=size * rng.standard_normal((i, k)), g=rng.uniform(0.5, 2, k))


concept = Concept(
    __name__,
    cases=[
        dict(n=(5,), i=4, k=3, given=("b",)),
        dict(n=(2, 3), i=4, k=2),
        dict(n=(1,), i=1, k=1, given=("b",)),
        dict(n=(3,), i=3, k=2, size=1e-6, given=("b",)),
        dict(n=(3,), i=3, k=2, size=1e6),
    ],
    timing=dict(n=(256,), i=784, k=512, given=("b",)),
    data=data,
    pytorch=dict(
        v="parametrizations.weight.original1: i k -> k i",
        g="parametrizations.weight.original0: k -> k 1",
        b="bias",
    ),
    keras=dict(v="kernel", g="g", b="bias"),
    halves=in_precisions(
        "keras",
        "float16 mixed_float16",
        OutOfRange("in float16 the squares of small weights are 0, and so is their length"),
    ),
)
