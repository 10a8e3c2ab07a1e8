"""PyTorch has none of its own.

As the paper writes it, with x + √(x² + b), it has no digits left far below zero; Keras writes it so.
"""

import numpy as np

from comparisons.declaring.concept import Concept
from comparisons.declaring.differing import Differs, OutOfRange, in_precisions
from comparisons.declaring.edges import in_the_tails


def data(rng, shape, tails=False, huge=False):
    if huge:
        return dict(x=rng.choice([-1, 1], shape) * rng.uniform(1e4, 1e6, shape))
    return in_the_tails(rng, shape, tails)


def as_the_paper_writes_it(x, *, b):
    r = np.sqrt(x**2 + b)

    def backward(dy):
        return dict(x=dy * (1 + x / r) / 2)

    return (x + r) / 2, backward


def step_by_step(x, *, b):
    """Go back through the root and the square, one after the other."""
    y, _ = as_the_paper_writes_it(x, b=b)
    r = np.sqrt(x**2 + b)

    def backward(dy):
        return dict(x=dy / 2 + dy / 2 / (2 * r) * (2 * x))

    return y, backward


CANCELS = Differs(
    as_the_paper_writes_it,
    dict(cancels="Below zero x and √(x² + b) cancel; b / 2(√(x² + b) − x) is the same and keeps its digits"),
    rearranged=True,
)


concept = Concept(
    __name__,
    cases=[
        dict(shape=(3, 4)),
        dict(shape=(1,)),
        dict(shape=()),
        dict(shape=(3, 4), b=0.01),
        dict(shape=(12,), tails=True),
        dict(shape=(6,), huge=True),
    ],
    timing=dict(shape=(512, 1024)),
    data=data,
    differs=dict(pytorch=CANCELS, keras=CANCELS),
    halves=in_precisions(
        "pytorch keras",
        "float16",
        OutOfRange("in float16 x² is ∞ from 256 on, and 2 x from 32752: it is multiplied by 0", step_by_step),
    )
    | {"keras in mixed_float16": OutOfRange("x is cast to float16 first, in which x² is ∞", step_by_step)},
)
