"""PyTorch has no name for it: ``weight_decay`` of its optimizers is another penalty.

A weight of exactly 0 is left alone by both frameworks.
"""

from comparisons.declaring.concept import Concept
from comparisons.declaring.differing import Differs, through_float32
from comparisons.declaring.edges import at_the_kink
from scratch.regularization.l1 import l1


def rising_at_zero(function, weight):
    """Return a penalty on whose |w| the slope at 0 is 1, by the weight of that."""

    def instead(w, **settings):
        penalty, backward = function(w, **settings)

        def backward_of_abs(dpenalty):
            return dict(w=backward(dpenalty)["w"] + (w == 0) * dpenalty * settings[weight])

        return penalty, backward_of_abs

    return instead


RISING = dict(rising="on JAX |w| has the slope 1 at 0: a weight of exactly 0 is pushed below it")

concept = Concept(
    __name__,
    cases=[
        dict(shape=(5, 4)),
        dict(shape=(5, 4), lambd=0.3),
        dict(shape=(2, 3), lambd=0.0),
        dict(shape=()),
        dict(shape=(8,), extreme=True, lambd=1.0),
    ],
    timing=dict(shape=(512, 1024)),
    data=lambda rng, shape, extreme=False: dict(w=at_the_kink(rng, shape, extreme)["x"]),
    differs=dict(
        keras=Differs(
            through_float32(l1, "lambd"),
            dict(rounded="Keras passes λ through float32, also for float64 weights"),
        )
    )
    | {"keras-jax": Differs(rising_at_zero(l1, "lambd"), RISING)},
)
