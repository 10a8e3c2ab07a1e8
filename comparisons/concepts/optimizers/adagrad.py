"""The sum starts at 0 in PyTorch and at 0.1 in Keras; PyTorch adds ε to its root, Keras to the sum, under the root."""

from comparisons.concepts.optimizers.adam import data
from comparisons.concepts.optimizers.rmsprop import EARLY_EPSILON, under_the_root
from comparisons.declaring.concept import Concept
from comparisons.declaring.differing import Differs, rewritten, through_float32
from scratch.optimizers.adagrad import adagrad


def kerass_adagrad(*arrays, early_epsilon, rounded_sum, **settings):
    """AdaGrad, or what Keras makes of it."""
    function = rewritten(adagrad, rooted=under_the_root) if early_epsilon else adagrad
    return (through_float32(function, "initial_sum") if rounded_sum else function)(*arrays, **settings)


concept = Concept(
    __name__,
    cases=[
        dict(d=7, t=20),
        dict(d=7, t=8, epsilon=0.25, learning_rate=0.3),
        dict(d=7, t=8, epsilon=0.0, initial_sum=0.1),
        dict(d=7, t=8, epsilon=0.0, learning_rate_decay=0.5),
        dict(d=7, t=8, epsilon=0.0, weight_decay=0.1, maximize=True),
        dict(d=7, t=5, epsilon=0.0, learning_rate_decay=0.5, step=5, given=("s",)),
        dict(d=4, t=3, initial_sum=0.1, still=True),
        dict(d=4, t=3, epsilon=0.0, still=True),
        dict(d=1, t=1, epsilon=0.0),
    ],
    timing=dict(d=1_000_000, t=1),
    data=data,
    differs=dict(
        keras=Differs(
            kerass_adagrad,
            dict(
                early_epsilon=EARLY_EPSILON,
                rounded_sum="Keras casts the sum that it starts from through float32, also for float64 weights",
            ),
        )
    ),
)
