"""Neither aligns corners unless told to; Keras's layer cannot be told, and computes in float32 whatever it is given."""

import numpy as np

from comparisons.declaring.concept import Concept
from comparisons.declaring.differing import Differs
from scratch.convolution.upsample_bilinear import nearness, upsample_bilinear
from scratch.windows import by_axis


def in_float32(x, scale, align_corners, dtype):
    """Go from each place towards the next by how near that is, in float32; gradients are added up in the dtype of x."""
    if dtype == "float32":
        return upsample_bilinear(x, scale=scale, align_corners=align_corners)
    axes = zip(x.shape[1:-1], by_axis(scale, 2), strict=True)
    (top, bottom, down), (left, right, along) = (between(h, times, align_corners) for h, times in axes)
    rows = np.float32(x)
    down, along = down[:, None, None], along[:, None]

    def lerp(a, b, share):
        return a + (b - a) * share

    upper, lower = (lerp(rows[:, r][:, :, left], rows[:, r][:, :, right], along) for r in (top, bottom))

    def backward(dy):
        dx, dy = np.zeros(x.shape), np.float32(dy)
        for r, share_of_row in ((top, 1 - down), (bottom, down)):
            for s, share_of_column in ((left, 1 - along), (right, along)):
                np.add.at(dx, (slice(None), r[:, None], s), np.float64(dy * share_of_row * share_of_column))
        return dict(x=dx)

    return np.float64(lerp(upper, lower, down)), backward


def between(h, scale, align_corners):
    """Return between which two places of an axis each place of the larger lies, and how far from the first."""
    A = nearness(h, scale, align_corners)
    first = (A > 0).argmax(axis=1)
    share = np.float32(1 - A[np.arange(len(A)), first])
    return first, np.clip(first + 1, 0, h - 1), share


concept = Concept(
    __name__,
    cases=[
        dict(n=2, h=3, w=4, c=3),
        dict(n=2, h=3, w=4, c=1, scale=(2, 3)),
        dict(n=2, h=3, w=4, c=2, scale=(4, 1), align_corners=True),
        dict(n=1, h=5, w=2, c=2, scale=3, align_corners=True),
        dict(n=1, h=1, w=1, c=1, scale=3),
        dict(n=1, h=1, w=4, c=1, align_corners=True),
        dict(n=2, h=2, w=3, c=2, scale=1),
    ],
    timing=dict(n=32, h=14, w=14, c=64),
    differs=dict(
        keras=Differs(
            in_float32,
            dict(
                single="TensorFlow resizes in float32 whatever it is given: of an image in float64 seven digits are right"
            ),
        )
    ),
    pytorch=dict(x="n h w c -> n c h w", y="n h w c -> n c h w"),
)
