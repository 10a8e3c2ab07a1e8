"""clip_grad_value_ before the step in PyTorch, clipvalue of any optimizer in Keras: ±∞ becomes ±c, NaN stays NaN."""

import numpy as np

from comparisons.declaring.concept import Concept


def data(rng, d, t, extreme=False):
    """Draw gradients; or some with numbers that are infinite, huge or none, and with the limit itself."""
    if extreme:
        numbers = [np.inf, -np.inf, np.nan, 1e30, -1e30, 1.0, -1.0, 0.0, 1e-30]
        return dict(gradients=np.resize(numbers, (t, d)))
    return {}


concept = Concept(
    __name__,
    cases=[
        dict(d=7, t=20),
        dict(d=7, t=8, limit=0.3, learning_rate=0.1),
        dict(d=7, t=5, limit=100.0),
        dict(d=9, t=2, extreme=True),
        dict(d=1, t=1, limit=1e-3),
    ],
    timing=dict(d=1_000_000, t=1),
    data=data,
)
