r"""Flips and crops: an image is moved a little, at random, and mirrored every other time; what it shows stays the same.

    P = x with a border of p zeros on each side
    C = P[r : r + h, s : s + w]                        r and s from 0 to 2 p, every pair as likely
    y = C, or C mirrored left to right, where κ = 1    with chance 1/2

Backward the same way: dy, mirrored where y was, goes back to where it was cut out; what falls on the border is lost. In
inference y = x.

Axes: n images, h rows, w columns, c channels; flipped is κ (n) and corner holds r and s (n 2), as ``draw_flipped`` and
``draw_corner`` draw them; padding is p. ValueError for a corner beyond 2 p.

Source: He, Zhang, Ren & Sun, *Deep Residual Learning for Image Recognition*, CVPR 2016, section 4.2, where p = 4.
"""

import numpy as np

from scratch.checked import checked
from scratch.signature import Bool, Count, Differentiable, Float, Int


def draw_flipped(rng, shape):
    """Draw which images are mirrored."""
    return rng.random(shape) < 0.5


def draw_corner(rng, shape, *, padding=4):
    """Draw where each image is cut out."""
    return rng.integers(0, 2 * padding + 1, shape)


@checked
def flips_and_crops(
    x: Float["n h w c"], flipped: Bool["n"], corner: Int["n 2"], *, padding: Count = 4, training=True
) -> Differentiable:
    if not training:
        return x, lambda dy: dict(x=dy)
    if corner.max(initial=0) > 2 * padding:
        raise ValueError(f"flips_and_crops: corner holds {corner.max()}; allowed are 0 to {2 * padding}")
    _, h, w, _ = x.shape
    border = (0, 0), (padding, padding), (padding, padding), (0, 0)
    P = np.pad(x, border)

    def views(padded, images):
        """Yield where each image lies in the padded one, and the image as it was before it was mirrored."""
        for i, (r, s) in enumerate(corner):
            yield padded[i, r : r + h, s : s + w], images[i, :, :: -1 if flipped[i] else 1]

    y = np.empty_like(x)
    for C, image in views(P, y):
        image[...] = C

    def backward(dy):
        dP = np.zeros_like(P)
        for dC, image in views(dP, dy):
            dC[...] = image
        return dict(x=dP[:, padding : padding + h, padding : padding + w])

    return y, backward
