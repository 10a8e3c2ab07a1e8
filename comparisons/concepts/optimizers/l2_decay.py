"""PyTorch's SGD adds λw to the gradient, Keras's shrinks the weights beside it: λ carries over where μ is 0 alone.

Where there is momentum, add λw to the gradient in Keras, too.
"""

from comparisons.declaring.concept import Concept
from comparisons.declaring.differing import Differs, through_float32
from scratch.optimizers.l2_decay import l2_decay

concept = Concept(
    __name__,
    cases=[
        dict(d=7, t=20),
        dict(d=7, t=8, momentum=0.875, weight_decay=0.3),
        dict(d=7, t=8, momentum=0.875, nesterov=True, weight_decay=0.1),
        dict(d=3, t=5, learning_rate=1.0, momentum=0.0, weight_decay=1.0),
        dict(d=3, t=5, momentum=0.0, weight_decay=0.0),
        dict(d=1, t=1),
    ],
    timing=dict(d=1_000_000, t=1),
    differs=dict(
        keras=Differs(
            through_float32(l2_decay, "momentum"),
            dict(
                rounded="Keras keeps μ as a Python float and casts it through float32, also for float64 weights; "
                "it acts wherever there is a velocity before the step"
            ),
        )
    ),
)
