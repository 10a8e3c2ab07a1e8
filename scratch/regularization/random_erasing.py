r"""Random erasing: a box of an image gets one colour, at random, so that nothing hangs on one part of what is shown.

    y = f inside the box, x outside                 with chance p; else there is no box
    dx = 0 inside the box, dy outside
    S = h w U(s_l, s_h)        r = U(0.3, 1 / 0.3)  area and aspect ratio of the box
    h_e = √(S r)               w_e = √(S / r)       drawn again until it fits, 100 times at most; its place is uniform

In inference y = x. The paper's box holds noise, or the mean of all images; here f is one number.

Axes: n images, h rows, w columns, c channels; erased says where the box lies (n h w), as ``draw`` draws it; probability
is p, fill is f, smallest and largest are s_l and s_h, shares of the image.

Source: Zhong, Zheng, Kang, Li & Yang, *Random Erasing Data Augmentation*, AAAI 2020, algorithm 1.
"""

import numpy as np

from scratch.checked import checked
from scratch.signature import Bool, Differentiable, Float, Share

TIMES = 100


def draw(rng, shape, *, probability=0.5, smallest=0.02, largest=0.4):
    """Draw the boxes of n images of h rows and w columns, given by shape."""
    n, h, w = shape
    erased = np.zeros(shape, bool)
    for i in np.flatnonzero(rng.random(n) < probability):
        for _ in range(TIMES):
            S, r = h * w * rng.uniform(smallest, largest), rng.uniform(0.3, 1 / 0.3)
            height, width = round((S * r) ** 0.5), round((S / r) ** 0.5)
            if 0 < height < h and 0 < width < w:
                row, column = rng.integers(h - height + 1), rng.integers(w - width + 1)
                erased[i, row : row + height, column : column + width] = True
                break
    return erased


@checked
def random_erasing(
    x: Float["n h w c"],
    erased: Bool["n h w"],
    *,
    probability: Share = 0.5,
    smallest: Share = 0.02,
    largest: Share = 0.4,
    fill=0.0,
    training=True,
) -> Differentiable:
    if not training:
        return x, lambda dy: dict(x=dy)

    def backward(dy):
        dx = dy.copy()
        dx[erased] = 0
        return dict(x=dx)

    y = x.copy()
    y[erased] = fill
    return y, backward
