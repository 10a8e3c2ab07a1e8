"""The third argument is the variance, not its root. PyTorch counts less than 1e-6 as that but moves it."""

from comparisons.declaring.concept import Concept


def data(rng, shape, collapsed=False):
    """Draw variances from 0.5 to 2; if ``collapsed``, every second is 0."""
    sigma2 = rng.uniform(0.5, 2, shape)
    if collapsed:
        sigma2.flat[::2] = 0
    return dict(sigma2=sigma2)


concept = Concept(
    __name__,
    cases=[
        dict(shape=(5, 3)),
        dict(shape=(), full=True),
        dict(shape=(1, 1), epsilon=0.1),
        dict(shape=(6, 2), collapsed=True),
        dict(shape=(7,), reduction="sum"),
        dict(shape=(2, 3), full=True, reduction="none"),
    ],
    timing=dict(shape=(4096, 64)),
    data=data,
)
