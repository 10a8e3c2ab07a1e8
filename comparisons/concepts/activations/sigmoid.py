"""One curve, three times. The frameworks have its slope from its value, and lose it where that rounds to 1."""

from comparisons.declaring.concept import Concept
from comparisons.declaring.differing import Differs
from comparisons.declaring.edges import in_the_tails
from scratch.activations.sigmoid import sigmoid


def with_the_slope_of_its_value(x):
    y, _ = sigmoid(x)

    def backward(dy):
        return dict(x=dy * y * (1 - y))

    return y, backward


ROUNDED = Differs(
    with_the_slope_of_its_value,
    dict(cancels="The slope is taken as y (1 − y), and is lost where y rounds to 1; it is σ(x) σ(−x)"),
    rearranged=True,
)

concept = Concept(
    __name__,
    cases=[
        dict(shape=(3, 4)),
        dict(shape=(1,)),
        dict(shape=()),
        dict(shape=(12,), tails=True),
        dict(shape=(8,), extreme=True),
    ],
    timing=dict(shape=(512, 1024)),
    data=in_the_tails,
    differs=dict(pytorch=ROUNDED, keras=ROUNDED),
)
