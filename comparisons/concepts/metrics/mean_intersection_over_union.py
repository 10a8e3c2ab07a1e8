"""Classes that are neither said nor true are left out of the mean; Keras divides in float32, whatever the model's."""

import numpy as np

from comparisons.declaring.concept import Concept
from comparisons.declaring.differing import Differs, rewritten
from scratch.metrics.mean_intersection_over_union import mean_intersection_over_union


def data(rng, n, shape, k, ignore_index, absent=0, all_ignored=False):
    """Draw scores and classes, half of them right; or classes that never occur; of every third pixel or of none."""
    z = rng.standard_normal((n, *shape, k))
    z[..., k - absent :] -= 9
    y = np.where(
        rng.random((n, *shape)) < 0.5, np.argmax(z, axis=-1), rng.integers(0, k - absent, (n, *shape))
    )
    if ignore_index is not None:
        y.flat[:: 1 if all_ignored else 3] = ignore_index
    return dict(z=z, y=y)


def in_float32(part, whole):
    """Divide in float32, by 10⁻⁷ more, where there is anything to divide by."""
    part, whole = np.float32(part), np.float32(whole)
    return np.where(whole > 0, part / (whole + np.float32(1e-7)), np.float32(0))


concept = Concept(
    __name__,
    cases=[
        dict(n=4, shape=(5, 6), k=3),
        dict(n=50, shape=(), k=3),
        dict(n=4, shape=(5,), k=3, absent=1),
        dict(n=4, shape=(3, 4), k=3, ignore_index=255),
        dict(n=4, shape=(3, 4), k=3, ignore_index=0),
        dict(n=4, shape=(3,), k=2, ignore_index=-1, all_ignored=True),
        dict(n=3, shape=(2,), k=1),
        dict(n=1, shape=(1, 1), k=3),
    ],
    timing=dict(n=16, shape=(64, 64), k=21),
    data=data,
    pytorch=dict(z="n ... k -> n k ..."),
    differs=dict(
        keras=Differs(
            rewritten(mean_intersection_over_union, share=in_float32),
            dict(
                single="Keras divides in float32, and adds 10⁻⁷ to what it divides by: of a mean in float64 seven "
                "digits are left"
            ),
        )
    ),
)
