"""Neither aligns corners unless told to; Keras's layer cannot be told, and computes float64 in float32."""

import numpy as np

from comparisons.declaring.concept import Concept
from comparisons.declaring.differing import Differs
from scratch.convolution.upsample_bilinear import upsample_bilinear
from scratch.windows import by_axis


def in_float32(x, scale, align_corners, dtype):
    """Go from each place towards the next, in float32; add gradients up in the dtype of x."""
    if dtype == "float32" or align_corners:
        return upsample_bilinear(x, scale=scale, align_corners=align_corners)
    axes = zip(x.shape[1:-1], by_axis(scale, 2), strict=True)
    (top, bottom, down), (left, right, along) = (between(h, times) for h, times in axes)
    down, along = down[:, None, None], along[:, None]

    def on_the_way(start, end, share):
        return start + (end - start) * share

    upper, lower = (
        on_the_way(rows[:, :, left], rows[:, :, right], along)
        for rows in (np.float32(x[:, top]), np.float32(x[:, bottom]))
    )

    def backward(dy):
        dx, dy = np.zeros(x.shape), np.float32(dy)
        for rows, share_of_row in ((top, 1 - down), (bottom, down)):
            for columns, share_of_column in ((left, 1 - along), (right, along)):
                paid = np.float64(dy * share_of_row * share_of_column)
                np.add.at(dx, (slice(None), rows[:, None], columns), paid)
        return dict(x=dx)

    return np.float64(on_the_way(upper, lower, down)), backward


def between(h, scale):
    """Return between which two places of an axis each place of the larger lies, and how far behind the first."""
    half, r = np.float32(0.5), np.arange(h * scale, dtype="float32")
    t = (r + half) * np.float32(1 / scale) - half
    first = np.floor(t)
    return np.clip(first, 0, None).astype(int), np.clip(np.ceil(t), None, h - 1).astype(int), t - first


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
        dict(n=1, h=100, w=1, c=1, scale=(13, 1)),
        dict(n=1, h=100, w=1, c=1, scale=(7, 1), align_corners=True),
    ],
    timing=dict(n=32, h=14, w=14, c=64),
    differs=dict(
        keras=Differs(
            in_float32,
            dict(
                single="TensorFlow resizes in float32 whatever it is given: of an image in float64 seven digits are "
                "right, and of its gradient"
            ),
        )
    ),
    pytorch=dict(x="n h w c -> n c h w", y="n h w c -> n c h w"),
)
