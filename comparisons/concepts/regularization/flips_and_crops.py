"""Keras mirrors each image by itself, but cuts all that it is given at one place: crop before images become a batch.

Its crop does nothing in inference, where images keep the size that they have. Its flip in both directions is in both or
in none. What was drawn is read off the answer: pixels are all different, so that one place alone yields it.
"""

from itertools import product

import numpy as np
from scipy import stats

from comparisons.declaring.concept import Concept
from comparisons.declaring.draws import Draw, Law
from scratch.regularization.flips_and_crops import flips_and_crops


def found(x, y, padding):
    """Return (mirrored, row, column) of each image: that of which y comes. Raises ValueError if no y comes of any."""
    n = len(x)
    way, is_crop = np.zeros((n, 3), "int64"), np.zeros(n, "bool")
    for mirrored, *corner in product((0, 1), *[range(2 * padding + 1)] * 2):
        would, _ = flips_and_crops(x, np.full(n, mirrored), np.tile(corner, (n, 1)), padding=padding)
        same = (would == y).all(axis=(1, 2, 3))
        way[same], is_crop[same] = (mirrored, *corner), True
    if n and not is_crop.any():
        raise ValueError("no image that came back is a crop of one that was given")
    return way


#: What JAX says to that, until 0.10 and since.
NOT_STATIC = ("Array slice indices must have static", "Slice entries must be static integers")
TRACED = "Keras's RandomCrop slices at numbers that JAX traces: it can neither be mapped nor compiled there"

concept = Concept(
    __name__,
    cases=[
        dict(n=12, h=5, w=6, c=2, padding=2),
        dict(n=200, h=5, w=6, c=2, padding=2),
        dict(n=60, h=8, w=8, c=1),
        dict(n=1, h=3, w=2, c=3, padding=1),
        dict(n=100, h=3, w=4, c=1, padding=0),
        dict(n=3, h=4, w=5, c=2, training=False),
    ],
    timing=dict(n=128, h=32, w=32, c=3),
    pytorch=dict(x="n h w c -> n c h w", y="n h w c -> n c h w"),
    refuses={
        "keras-jax": dict.fromkeys(NOT_STATIC, TRACED),
        "keras under xla": {
            "is a crop": "on XLA what Keras's RandomCrop has cut comes back shrunk into a corner, and is no crop",
            "types of different precisions": "XLA mixes precisions in the gradient of a slice of float64",
        },
    },
    draws=dict(
        flipped=Draw(
            Law(lambda: stats.bernoulli(0.5)),
            read=lambda x, y, padding: found(x, y, padding)[:, 0] == 1,
        ),
        corner=Draw(
            Law(lambda padding: stats.randint(0, 2 * padding + 1)),
            read=lambda x, y, padding: found(x, y, padding)[:, 1:],
        ),
    ),
)
