"""Keras erases with noise unless ``fill_value`` is given, which it clips to ``value_range``.

It draws height and width each by itself, the paper area and aspect ratio. Where a box lies is read off the answer:
there y is not x.
"""

import numpy as np
from scipy import stats

from comparisons.declaring.concept import Concept
from comparisons.declaring.draws import Draw, Law


def data(rng, n, h, w, c, fill):
    """Draw images that nowhere are what fills a box: what is erased could not be told from it."""
    x = rng.standard_normal((n, h, w, c))
    return dict(x=np.where(np.abs(x - fill) < 0.05, fill + 1, x))


def boxes(erased, h, w, smallest, largest):
    """Return what is erased and its areas; and the boxes around it, and areas as they may be, to pixels at the edge."""
    rows, columns = erased.max(axis=2), erased.max(axis=1)
    around = rows[:, :, None] * columns[:, None, :]
    area, edge = erased.sum(axis=(1, 2)), rows.sum(axis=1) + columns.sum(axis=1) + 1
    allowed = np.clip(area, smallest * h * w - edge, largest * h * w + edge)
    return np.append(erased, area), np.append(around, np.where(area > 0, allowed, 0))


concept = Concept(
    __name__,
    cases=[
        dict(n=12, h=16, w=20, c=2),
        dict(n=200, h=16, w=20, c=2),
        dict(n=100, h=24, w=18, c=1, probability=0.9, smallest=0.1, largest=0.2, fill=0.5),
        dict(n=1, h=16, w=16, c=3, probability=1.0),
        dict(n=5, h=16, w=16, c=1, probability=0.0),
        dict(n=3, h=4, w=5, c=2, training=False),
    ],
    timing=dict(n=128, h=32, w=32, c=3),
    data=data,
    pytorch=dict(x="n h w c -> n c h w", y="n h w c -> n c h w"),
    draws=dict(
        erased=Draw(
            Law(
                lambda probability: stats.bernoulli(probability),
                among=lambda erased: erased.any(axis=(2, 3)),
                exactly=boxes,
            ),
            read=lambda x, y: (x != y).any(axis=3),
        )
    ),
)
