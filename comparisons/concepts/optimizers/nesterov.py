"""In both frameworks it is SGD with nesterov=True; without momentum Keras ignores that, and PyTorch raises."""

from comparisons.declaring.concept import Concept
from comparisons.declaring.differing import Differs, through_float32
from scratch.optimizers.nesterov import nesterov

concept = Concept(
    __name__,
    cases=[
        dict(d=7, t=20),
        dict(d=7, t=20, momentum=0.875),
        dict(d=7, t=20, learning_rate=0.3, momentum=0.875, weight_decay=0.1, maximize=True),
        dict(d=7, t=5, momentum=0.875, given=("v",)),
        dict(d=1, t=1, learning_rate=1.0, momentum=1.0),
    ],
    timing=dict(d=1_000_000, t=1),
    differs=dict(
        keras=Differs(
            through_float32(nesterov, "momentum"),
            dict(rounded="Keras casts μ through float32, also for float64 weights"),
        )
    ),
)
