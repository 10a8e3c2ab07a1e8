"""PyTorch's ``weight_decay`` is twice Keras's factor λ: its optimizers add δ w to the gradient, λ Σ w² adds 2 λ w."""

from comparisons.declaring.concept import Concept
from comparisons.declaring.differing import Differs, through_float32
from scratch.regularization.l2 import l2

concept = Concept(
    __name__,
    cases=[
        dict(shape=(5, 4)),
        dict(shape=(5, 4), lambd=0.3),
        dict(shape=(2, 3), lambd=0.0),
        dict(shape=()),
        dict(shape=(8,), zeros=True),
    ],
    timing=dict(shape=(512, 1024)),
    data=lambda rng, shape, zeros=False: dict(w=0 * rng.random(shape)) if zeros else {},
    differs=dict(
        keras=Differs(
            through_float32(l2, "lambd"),
            dict(rounded="Keras passes λ through float32, also for float64 weights"),
        )
    ),
)
