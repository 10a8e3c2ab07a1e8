"""Keras's loss is the cosine negated, PyTorch's function the cosine itself."""

from comparisons.declaring.concept import Concept
from comparisons.declaring.differing import Differs
from scratch.losses.cosine_similarity import cosine_similarity


def data(rng, shape, k, zeros=False):
    """Draw vectors; with ``zeros`` every second prediction is 0."""
    y_hat = rng.standard_normal((*shape, k))
    if zeros:
        y_hat[::2] = 0
    return dict(y_hat=y_hat)


concept = Concept(
    __name__,
    cases=[
        dict(shape=(5,), k=4),
        dict(shape=(), k=3),
        dict(shape=(1,), k=1),
        dict(shape=(6,), k=3, zeros=True, dtypes=("float32",)),  # a step in any direction is beyond ε
        dict(shape=(3, 4), k=2, axis=1, reduction="sum"),
        dict(shape=(2, 3), k=4, reduction="none"),
    ],
    timing=dict(shape=(4096,), k=64),
    data=data,
    differs=dict(
        keras=Differs(
            lambda y_hat, y, **settings: cosine_similarity(y_hat, y, **settings | dict(epsilon=1e-7)),
            dict(
                longer="Keras takes no length for less than 1e-7, PyTorch for less than 1e-8: the gradient of a "
                "vector of zeros, which is divided by that, is a tenth"
            ),
        )
    ),
)
