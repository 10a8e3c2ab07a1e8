"""In Keras it is a ReLU with a largest value; in both corners the three send nothing back."""

from comparisons.declaring.concept import Concept
from comparisons.declaring.edges import CAST_BY_KERAS, at_the_kink


def data(rng, shape, extreme=False):
    x = at_the_kink(rng, shape, extreme)["x"]
    if not extreme:
        x *= 6
        x.flat[1::4], x.flat[3::4] = 0, 6
    return dict(x=x)


concept = Concept(
    __name__,
    cases=[
        dict(shape=(3, 4)),
        dict(shape=(1,)),
        dict(shape=()),
        dict(shape=(8,), extreme=True),
    ],
    timing=dict(shape=(512, 1024)),
    data=data,
    halves=CAST_BY_KERAS,
)
