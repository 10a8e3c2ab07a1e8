"""Keras's class has both factors 0 unless they are given; the word ``"l1_l2"`` of its documentation is refused."""

from comparisons.concepts.regularization.l1 import RISING, rising_at_zero
from comparisons.declaring.concept import Concept
from comparisons.declaring.differing import Differs, through_float32
from comparisons.declaring.edges import at_the_kink
from scratch.regularization.elastic_net import elastic_net

concept = Concept(
    __name__,
    cases=[
        dict(shape=(5, 4)),
        dict(shape=(5, 4), lambd1=0.3, lambd2=0.02),
        dict(shape=(2, 3), lambd1=0.0, lambd2=0.25),
        dict(shape=(3,), lambd2=0.0),
        dict(shape=()),
    ],
    timing=dict(shape=(512, 1024)),
    data=lambda rng, shape: dict(w=at_the_kink(rng, shape)["x"]),
    differs=dict(
        keras=Differs(
            through_float32(elastic_net, "lambd1", "lambd2"),
            dict(rounded="Keras passes both factors through float32, also for float64 weights"),
        )
    )
    | {"keras-jax": Differs(rising_at_zero(elastic_net, "lambd1"), RISING)},
)
