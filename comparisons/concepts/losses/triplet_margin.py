"""PyTorch adds 1e-6 to every number of a difference before it takes the length. Keras has no such loss."""

import numpy as np

from comparisons.declaring.concept import Concept
from comparisons.declaring.differing import Differs, OutOfRange, rewritten
from scratch.directions import distance
from scratch.losses.triplet_margin import nearer, triplet_margin


def data(rng, n, d, same=False):
    """Draw embeddings; with ``same`` every second positive is the anchor itself."""
    a, p, far = (rng.standard_normal((*n, d)) for _ in range(3))
    if same:
        p[::2] = a[::2]
    return dict(a=a, p=p, n=far)


def of_the_root(a, b, epsilon, norm=2):
    """Let no number come back through a root of 0, whose slope is infinite; a square root lets a 0 through."""
    D, backward = distance(a, b, epsilon, norm)

    def through_the_root(dD):
        lost = (D == 0) & ((dD != 0) | (norm != 2))
        return backward(dD) + np.where(lost, np.nan, 0)[..., None]

    return D, backward if norm == 1 else through_the_root


def in_steps(a, b, epsilon, norm=2):
    """Go back through the root and the square, one after the other: 1e-6 has no square in float16."""
    D, backward = of_the_root(a, b, epsilon, norm)
    e = a - b + epsilon

    def through_the_square(dD):
        return 2 * e * np.where(dD == 0, 0, dD / (2 * D))[..., None]

    return D, through_the_square if norm == 2 else backward


def in_pytorch(*arrays, dtype, **settings):
    """Pay half of the gradient to each of two distances that are equal, as far as the dtype can tell."""

    def shared(far, other):
        smaller, *shares = nearer(far, other)
        tied = np.abs(far - other) <= 2 * np.finfo(dtype).eps * far
        return smaller, *(np.where(tied, 0.5, share) for share in shares)

    return rewritten(triplet_margin, nearer=shared)(*arrays, **settings)


NO_SQUARE = (
    "in float16 an ε of 1e-6 has the square 0: of embeddings that are the same the distance is 0, its slope ∞"
)

concept = Concept(
    __name__,
    cases=[
        dict(n=(6,), d=4),
        dict(n=(1,), d=1, margin=0.2),
        dict(n=(6,), d=3, same=True),
        dict(n=(6,), d=3, margin=5.0, same=True, epsilon=0.0),
        dict(n=(5,), d=4, norm=1.0),
        dict(n=(6,), d=3, margin=0.5, norm=3.0, swap=True),
        dict(n=(8,), d=3, swap=True, reduction="sum"),
        dict(n=(5,), d=4, margin=0.5, epsilon=0.0, reduction="none"),
        dict(n=(2, 3), d=4, swap=True, reduction="none"),
        dict(n=(6,), d=3, margin=5.0, same=True, epsilon=0.0, norm=1.0),
        dict(n=(6,), d=3, margin=0.5, same=True, epsilon=0.0, norm=3.0),
        dict(n=(6,), d=3, margin=5.0, same=True, epsilon=0.0, swap=True),
    ],
    timing=dict(n=(4096,), d=64),
    data=data,
    differs=dict(
        pytorch=Differs(
            in_pytorch,
            dict(tied="of two negatives that are equally near PyTorch pays half of the gradient to each"),
        ),
        keras=Differs(
            rewritten(triplet_margin, distance=of_the_root),
            dict(
                root="without an ε the gradient of two embeddings that are the same is no number in TensorFlow: a root "
                "has an infinite slope at 0, but for the norm of 1, which has none; PyTorch's norms have 0 there"
            ),
        ),
    ),
    halves={"keras in float16": OutOfRange(NO_SQUARE, rewritten(triplet_margin, distance=in_steps))},
)
