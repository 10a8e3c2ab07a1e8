"""The weighted mean divides by the sum of the weights: in Keras only if its reduction is mean_with_sample_weight."""

from comparisons.declaring.concept import Concept
from comparisons.declaring.differing import Differs
from comparisons.declaring.edges import weights
from scratch.losses.mean_absolute_error import mean_absolute_error
from scratch.losses.mean_squared_error import mean_squared_error
from scratch.reduction import reduced


def data(rng, shape, tied=False):
    """Draw weights from 0.5 to 2, every third 0; if ``tied``, every second prediction is its target."""
    y_hat, y, weight = rng.standard_normal(shape), rng.standard_normal(shape), weights(rng, shape)
    if tied:
        y.flat[::2] = y_hat.flat[::2]
    return dict(y_hat=y_hat, y=y, weight=weight)


def rising_at_a_tie(y_hat, y, weight=None, *, reduction):
    """Let |y − ŷ| have the slope 1 where both are the same."""
    loss, backward = mean_absolute_error(y_hat, y, weight, reduction=reduction)
    _, share = reduced(y, reduction, weight)

    def backward_of_abs(dloss):
        gradients, rising = backward(dloss), (y_hat == y) * share(dloss)
        return dict(y_hat=gradients["y_hat"] - rising, y=gradients["y"] + rising)

    return loss, backward_of_abs


concept = Concept(
    __name__,
    cases=[
        dict(shape=(5, 3)),
        dict(shape=(1, 1)),
        dict(shape=(7, 1), reduction="sum"),
        dict(shape=(2, 3, 4), reduction="none"),
        dict(shape=(4, 2), tied=True),
        dict(shape=(6, 2), given=("weight",)),
        dict(shape=(5,), reduction="sum", given=("weight",)),
        dict(shape=(2, 4), reduction="none", given=("weight",)),
    ],
    timing=dict(shape=(4096, 64)),
    data=data,
    differs={
        "keras-jax": Differs(
            rising_at_a_tie,
            dict(rising="on JAX |y − ŷ| has the slope 1 at 0: a prediction that is right is pushed away"),
        )
    },
    relatives={"it is the mean squared error": mean_squared_error},
)
