"""Keras's layer takes images and labels in one dict; its factor is at most 1, and as a single number another thing.

Its box lies in the image, the paper's may stick out. What was drawn is read off the labels, as of mixup; of the places
that yield the very pixels one is drawn.
"""

import numpy as np
from scipy import stats

from comparisons.concepts.regularization.mixup import NO_DIRICHLET, NOT_COMPILED, data, partner_of, share_of
from comparisons.declaring.concept import Concept
from comparisons.declaring.differing import in_precisions
from comparisons.declaring.draws import Draw, Law
from scratch.regularization.cutmix import box, places


def corner_of(x, x_mixed, y_mixed):
    """Return a corner for each image that yields its pixels, drawn among all that do."""
    changed = (x != x_mixed).any(axis=-1)
    rng = np.random.default_rng(list(x_mixed.tobytes()[:64]))
    corner, share = rng.random((len(x), 2)), share_of(y_mixed)
    sides = list(places(share, corner, *changed.shape[1:]))
    for i in range(len(x)):
        for side, (size, length, _) in enumerate(sides):
            seen = np.flatnonzero(changed[i].any(axis=1 - side))
            room = size - length[i]
            if len(seen) and room > 0:
                # The first pixel is the start rounded up, the one behind the last is the end rounded up.
                low = max(0, seen[0] - 1, seen[-1] - length[i])
                high = min(room, seen[0], seen[-1] + 1 - length[i])
                corner[i, side] = np.clip(rng.uniform(low, max(low, high)) / room, 0, 1)
        while (
            not changed[i].any()
            and share[i] < 1
            and box(share[i : i + 1], corner[i : i + 1], *changed.shape[1:]).any()
        ):
            corner[i] = rng.random(2)  # so small a box that it has no pixel
    return corner


concept = Concept(
    __name__,
    cases=[
        dict(n=12, h=6, w=8, c=2, k=12),
        dict(n=200, h=6, w=8, c=2, k=200),
        dict(n=200, h=5, w=4, c=1, k=200, alpha=0.5),
        dict(n=1, h=2, w=3, c=3, k=1),
        dict(n=5, h=2, w=2, c=1, k=3, training=False),
    ],
    timing=dict(n=128, h=32, w=32, c=3, k=128),
    data=data,
    pytorch=dict(x="n h w c -> n c h w", x_mixed="n h w c -> n c h w"),
    draws=dict(
        share=Draw(Law(lambda alpha: stats.beta(alpha, alpha)), read=share_of),
        corner=Draw(Law(lambda: stats.uniform()), read=corner_of),
        partner=Draw(
            Law(lambda n: stats.randint(0, n), exactly=lambda partner, n: (np.sort(partner), np.arange(n))),
            read=partner_of,
        ),
    ),
    refuses=NO_DIRICHLET
    | NOT_COMPILED
    | in_precisions(
        "keras",
        "bfloat16 mixed_bfloat16",
        {"requested dtype float32": "it draws in float32, by a parameter in bfloat16"},
    ),
)
