"""Neither framework has defaults for θ and v. A number that is θ itself is replaced in both."""

from comparisons.declaring.concept import Concept
from comparisons.declaring.edges import at_the_kink


def data(rng, shape, threshold, extreme=False):
    x = at_the_kink(rng, shape, extreme)["x"]
    if not extreme:
        x.flat[1::4] = threshold
    return dict(x=x)


concept = Concept(
    __name__,
    cases=[
        dict(shape=(3, 4)),
        dict(shape=(3, 4), threshold=0.0, value=-2.0),
        dict(shape=(5,), threshold=-0.5, value=1e-3),
        dict(shape=(1,)),
        dict(shape=()),
        dict(shape=(8,), extreme=True),
    ],
    timing=dict(shape=(512, 1024)),
    data=data,
)
