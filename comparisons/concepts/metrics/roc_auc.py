"""An area that is counted pair by pair, and one that is drawn through two hundred points."""

import numpy as np

from comparisons.declaring.concept import Concept
from comparisons.declaring.differing import Differs
from scratch.metrics.roc_auc import roc_auc

THRESHOLDS = 200  # of Keras's curve


def data(rng, n, single=False, coarse=False):
    """Draw scores from 0 to 1, and classes of which the first two are different, or all are the same."""
    y = rng.random(n) < 0.4
    y[:2] = [True, False][: len(y)]
    z = np.clip(0.3 * y + 0.7 * rng.random(n), 0, 1)
    if coarse:
        z = (rng.integers(0, 8, n) + 0.5) / (THRESHOLDS - 1)
    return dict(z=z, y=y | single)


def as_keras_draws(z, y, *, through_points=True, none_is_zero=True):
    """Tell scores apart only where a threshold lies between them; of one class alone the area is 0."""
    area = roc_auc(np.maximum(np.ceil(z * (THRESHOLDS - 1)), 1) if through_points else z, y)
    return z.dtype.type(0) if none_is_zero and np.isnan(area) else area


concept = Concept(
    __name__,
    cases=[
        dict(n=500),
        dict(n=40),
        dict(n=60, coarse=True),
        dict(n=10, single=True),
        dict(n=1),
    ],
    timing=dict(n=10_000),
    data=data,
    differs=dict(
        keras=Differs(
            as_keras_draws,
            dict(
                through_points="Keras draws the curve through 200 thresholds, and does not tell scores apart that lie "
                "between the same two",
                none_is_zero="of one class alone Keras's area is 0, and it is no number",
            ),
        )
    ),
)
