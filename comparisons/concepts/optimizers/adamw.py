"""If nothing is said, the weights shrink by 0.01 of the rate in PyTorch and by 0.004 of it in Keras."""

import numpy as np

from comparisons.concepts.optimizers.adam import EXACT, OTHER_ORDER, VANISHES, data, in_other_order
from comparisons.declaring.concept import Concept
from comparisons.declaring.differing import Differs, through_float32
from scratch.optimizers.adam import adam
from scratch.optimizers.adamw import adamw


def kerass_adamw(*arrays, rounded_decay, **settings):
    """AdamW, or what Keras makes of it."""
    function = in_other_order(adamw)
    return (through_float32(function, "weight_decay") if rounded_decay else function)(*arrays, **settings)


def decayed_apart(shrunk):
    """Return AdamW whose weights shrink on their own: by ``shrunk(α, λ)``, before the step or after it."""

    def apart(w, gradients, *state, weight_decay, learning_rate, step, **settings):
        if any(each is not None for each in state):
            raise NotImplementedError("from a state this is not told apart")
        before, after = shrunk(learning_rate, weight_decay)
        start = adam(w, gradients, weight_decay=0.0, learning_rate=learning_rate, step=step, **settings)
        steps = np.diff(start, axis=0, prepend=w[None])
        path = []
        for each in steps:
            w = after * (before * w + each)
            path.append(w)
        return np.stack(path)

    return apart


concept = Concept(
    __name__,
    cases=[
        dict(d=7, t=20),
        dict(d=7, t=8, **EXACT, epsilon=0.0, weight_decay=0.25),
        dict(d=7, t=8, **EXACT, epsilon=0.25, weight_decay=0.25),
        dict(d=7, t=8, epsilon=0.0, weight_decay=0.25),
        dict(d=7, t=8, **EXACT, epsilon=0.0, weight_decay=0.3),
        dict(d=7, t=8, **EXACT, epsilon=0.0, learning_rate=0.5),
        dict(d=7, t=8, **EXACT, epsilon=0.0, weight_decay=0.25, amsgrad=True, maximize=True),
        dict(d=7, t=5, **EXACT, epsilon=0.0, weight_decay=0.25, step=5, given=("m", "v")),
        dict(d=7, t=5, weight_decay=0.3, amsgrad=True, step=999, given=("m", "v", "v_max")),
        dict(d=4, t=3, **EXACT, weight_decay=0.25, still=True),
        dict(d=1, t=1, **EXACT, epsilon=0.0, weight_decay=0.0),
    ],
    timing=dict(d=1_000_000, t=1),
    data=data,
    differs=dict(
        keras=Differs(
            kerass_adamw,
            OTHER_ORDER | dict(rounded_decay="Keras casts λ through float32, also for float64 weights"),
        )
    ),
    halves=VANISHES,
    relatives={
        "λ w is part of the gradient: that is L2, and Adam": adam,
        "the decay is not multiplied by the rate": decayed_apart(lambda alpha, lambd: (1 - lambd, 1)),
        "the weights shrink after the step": decayed_apart(lambda alpha, lambd: (1, 1 - alpha * lambd)),
    },
)
