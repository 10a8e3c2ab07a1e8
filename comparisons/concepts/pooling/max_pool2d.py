"""Where a window holds its maximum twice, all three send the gradient to the first, row by row."""

from comparisons.declaring.concept import Concept
from scratch.pooling.avg_pool2d import avg_pool2d


def data(rng, n, h, w, c):
    """Fill images of one channel with 0, 1 and 2, so that most windows hold their maximum more than once."""
    return dict(x=rng.integers(0, 3, (n, h, w, c))) if c == 1 else {}


def averaged(x, *, size, stride, padding, ceil_mode):
    """The mean of every window."""
    return avg_pool2d(x, size=size, stride=stride, padding=padding, ceil_mode=ceil_mode)


concept = Concept(
    __name__,
    cases=[
        dict(n=2, h=6, w=8, c=3),
        dict(n=2, h=6, w=8, c=1),
        dict(n=2, h=5, w=7, c=3),
        dict(n=2, h=7, w=9, c=1, size=3, stride=2),
        dict(n=2, h=7, w=9, c=2, size=2, stride=3),
        dict(n=2, h=4, w=8, c=2, size=(3, 2), stride=(1, 2)),
        dict(n=2, h=6, w=5, c=1, size=3, padding=1),
        dict(n=2, h=7, w=8, c=1, size=(2, 3), stride=2, dilation=(3, 2)),
        dict(n=2, h=8, w=6, c=2, size=3, stride=2, padding=(1, 0), ceil_mode=True),
        dict(n=2, h=5, w=7, c=2, padding=1, ceil_mode=True),
        dict(n=2, h=7, w=8, c=1, size=3, stride=2, padding="same"),
        dict(n=2, h=6, w=7, c=2, size=(3, 2), padding=((1, 0), (0, 2))),
        dict(n=2, h=8, w=9, c=1, size=(2, 3), stride=(1, 3), padding=1, dilation=2, ceil_mode=True),
        dict(n=1, h=1, w=1, c=1, size=1, stride=1),
    ],
    timing=dict(n=32, h=28, w=28, c=32),
    data=data,
    pytorch=dict(x="n h w c -> n c h w", y="n h w c -> n c h w"),
    relatives={"it is the mean of every window: average pooling": averaged},
)
