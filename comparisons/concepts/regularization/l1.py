"""PyTorch has no name for it: ``weight_decay`` of its optimizers is another penalty.

A weight of exactly 0 is left alone by both frameworks.
"""

from comparisons.declaring.concept import Concept
from comparisons.declaring.differing import Differs, through_float32
from comparisons.declaring.edges import at_the_kink
from scratch.regularization.l1 import l1

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
    ),
)
