"""The weighted mean divides by the number of losses; that of PyTorch's absolute errors by the sum of the weights."""

from comparisons.declaring.concept import Concept
from comparisons.declaring.differing import OutOfRange
from comparisons.declaring.edges import weights
from scratch.losses.huber import huber
from scratch.losses.mean_squared_error import mean_squared_error


def data(rng, shape, far=False):
    """Draw predictions of usual errors, or with ``far`` of huge ones; and weights from 0.5 to 2, every third 0."""
    weight = weights(rng, shape)
    y_hat = 2 * rng.standard_normal(shape)
    return dict(y_hat=1e30 * y_hat if far else y_hat, weight=weight)


def squared_everywhere(*arrays, delta, reduction):
    """Half the squared error, however large."""
    return mean_squared_error(*arrays, reduction=reduction)[0] / 2


def of_both_branches(y_hat, y, weight=None, **settings):
    """Multiply the slope of the square, which is not taken, by 0."""
    loss, backward = huber(y_hat, y, weight, **settings)
    nothing = 0 * (y_hat - y)
    return loss, lambda dloss: {name: each + nothing for name, each in backward(dloss).items()}


concept = Concept(
    __name__,
    cases=[
        dict(shape=(5, 3)),
        dict(shape=(1, 1), delta=0.1),
        dict(shape=(6, 2), far=True),
        dict(shape=(7, 1), delta=2.5, reduction="sum"),
        dict(shape=(2, 3, 4), reduction="none"),
        dict(shape=(6, 2), given=("weight",)),
        dict(shape=(5,), reduction="sum", given=("weight",)),
        dict(shape=(2, 4), delta=0.5, reduction="none", given=("weight",)),
    ],
    timing=dict(shape=(4096, 64)),
    data=data,
    halves={
        "keras in float16": OutOfRange(
            "1e30 is ∞ in float16; Keras multiplies the branch that it does not take by 0",
            of_both_branches,
        )
    },
    relatives={"it is never a line: half the squared error": squared_everywhere},
)
