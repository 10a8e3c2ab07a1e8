"""Of equal maxima PyTorch pays the first row by row, Keras the first column by column.

Where a window holds a whole axis, Keras's layer has no gradient: a port takes the maximum of slices instead.
"""

from comparisons.concepts.pooling.global_max_pool import shared as shared_among_all
from comparisons.declaring.concept import Concept
from comparisons.declaring.differing import Differs, rewritten
from scratch.pooling.adaptive_max_pool import adaptive_max_pool
from scratch.windows import by_axis


def data(rng, n, h, w, c):
    """Fill images of one channel with 0, 1 and 2, so that most windows hold their maximum more than once."""
    return dict(x=rng.integers(0, 3, (n, h, w, c))) if c == 1 else {}


def of_columns_or_slices(x, size, columns, shared):
    """Look through each window column by column; share among equals where a window holds a whole axis."""
    if min(*x.shape[1:-1], *by_axis(size, 2)) == 1:
        of_slices = rewritten(adaptive_max_pool, largest_of_all=shared_among_all)
        return (of_slices if shared else adaptive_max_pool)(x, size=size)
    if not columns:
        return adaptive_max_pool(x, size=size)
    y, backward = adaptive_max_pool(x.swapaxes(1, 2), size=by_axis(size, 2)[::-1])
    return y.swapaxes(1, 2), lambda dy: dict(x=backward(dy.swapaxes(1, 2))["x"].swapaxes(1, 2))


concept = Concept(
    __name__,
    cases=[
        dict(n=2, h=6, w=8, c=3, size=2),
        dict(n=2, h=7, w=5, c=2, size=(3, 4)),
        dict(n=2, h=12, w=7, c=1, size=(5, 3)),
        dict(n=2, h=4, w=5, c=2, size=(4, 5)),
        dict(n=3, h=4, w=5, c=2),
        dict(n=2, h=3, w=7, c=1, size=(1, 3)),
        dict(n=1, h=1, w=1, c=1, size=(1, 3)),
    ],
    timing=dict(n=64, h=14, w=14, c=128, size=7),
    data=data,
    differs=dict(
        keras=Differs(
            of_columns_or_slices,
            dict(
                columns="Keras takes the maxima of rows first and then of these: of equal maxima in a window it pays "
                "the first of the first column that has one; PyTorch the first of the first row",
                shared="where a window holds a whole axis, or an axis has one place, Keras takes the maximum of "
                "slices, whose gradient is shared alike among all places that have it",
            ),
        )
    ),
    pytorch=dict(x="n h w c -> n c h w", y="n h w c -> n c h w"),
)
