"""Keras calls λ threshold. In both frameworks λ itself becomes 0: only what is larger passes."""

from comparisons.declaring.concept import Concept
from comparisons.declaring.edges import at_the_kink


def data(rng, shape, lambd, extreme=False):
    x = at_the_kink(rng, shape, extreme)["x"]
    if not extreme:
        x.flat[1::4], x.flat[2::4] = lambd, -lambd
    return dict(x=x)


concept = Concept(
    __name__,
    cases=[
        dict(shape=(3, 4)),
        dict(shape=(3, 4), lambd=0.125),
        dict(shape=(2, 4), lambd=1.25),
        dict(shape=(1,), lambd=0.0),
        dict(shape=(1,)),
        dict(shape=()),
        dict(shape=(8,), extreme=True),
    ],
    timing=dict(shape=(512, 1024)),
    data=data,
)
