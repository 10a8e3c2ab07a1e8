"""Keras sums over the whole batch unless it is given axes. PyTorch has no such loss."""

from comparisons.declaring.concept import Concept


def data(rng, n, shape, empty=False):
    """Draw predictions, and masks; if ``empty`` nothing is true, and of every second sample nothing is predicted."""
    y_hat, y = rng.random((n, *shape)), 1.0 * rng.integers(0, 2, (n, *shape))
    if empty:
        y[:], y_hat[::2] = 0, 0
    return dict(y_hat=y_hat, y=y)


concept = Concept(
    __name__,
    cases=[
        dict(n=3, shape=(4, 5)),
        dict(n=1, shape=(1,)),
        dict(n=4, shape=(3, 2), empty=True),
        dict(n=2, shape=(6,), reduction="sum"),
        dict(n=3, shape=(2, 3, 2), reduction="none"),
    ],
    timing=dict(n=16, shape=(128, 128)),
    data=data,
)
