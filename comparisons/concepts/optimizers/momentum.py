"""PyTorch multiplies the velocity by α, Keras lets α into it: while α is constant, the path is the same."""

from comparisons.declaring.concept import Concept
from comparisons.declaring.differing import Differs, through_float32
from scratch.optimizers.momentum import momentum


def without_momentum_undamped(w, gradients, v=None, **settings):
    """Let the dampening be 0 where the momentum is."""
    return momentum(w, gradients, v, **settings | (dict(dampening=0.0) if settings["momentum"] == 0 else {}))


concept = Concept(
    __name__,
    cases=[
        dict(d=7, t=20),
        dict(d=7, t=20, momentum=0.875),
        dict(d=7, t=20, learning_rate=0.3, momentum=0.0),
        dict(d=1, t=2, learning_rate=1.0, momentum=1.0),
        dict(d=3, t=2),
        dict(d=1, t=1),
        dict(d=7, t=20, momentum=0.875, nesterov=True),
        dict(d=7, t=20, momentum=0.875, dampening=0.3),
        dict(d=7, t=20, momentum=0.875, weight_decay=0.1),
        dict(d=7, t=20, momentum=0.875, maximize=True),
        dict(d=7, t=20, nesterov=True, weight_decay=0.3, maximize=True),
        dict(d=3, t=5, momentum=0.0, dampening=0.5),
        dict(d=7, t=20, momentum=0.875, given=("v",)),
        dict(d=1, t=1, given=("v",)),
        dict(d=7, t=20, momentum=0.875, dampening=0.3, weight_decay=0.1, maximize=True, given=("v",)),
        dict(d=3, t=5, nesterov=True, weight_decay=0.3, given=("v",)),
        dict(d=3, t=2, momentum=0.0, dampening=0.5, given=("v",)),
    ],
    timing=dict(d=1_000_000, t=1),
    differs=dict(
        pytorch=Differs(
            without_momentum_undamped,
            dict(undamped="without momentum PyTorch keeps no velocity, and dampens nothing"),
        ),
        keras=Differs(
            through_float32(momentum, "momentum"),
            dict(
                rounded="Keras keeps μ as a Python float and casts it through float32, also for float64 weights; "
                "it acts wherever there is a velocity before the step"
            ),
        ),
    ),
)
