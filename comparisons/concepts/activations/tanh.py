"""The sigmoid's other form: steeper at zero, and it passes on up to four times the gradient."""

from comparisons.declaring.concept import Concept
from comparisons.declaring.differing import Differs
from comparisons.declaring.edges import in_the_tails
from scratch.activations.tanh import tanh


def with_the_slope_of_its_value(x):
    y, _ = tanh(x)

    def backward(dy):
        return dict(x=dy * (1 - y**2))

    return y, backward


ROUNDED = Differs(
    with_the_slope_of_its_value,
    dict(cancels="The slope is taken as 1 − y², and is lost where y rounds to 1 or −1; it is 1 / cosh² x"),
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
