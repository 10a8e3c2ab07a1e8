"""GradScaler in PyTorch, LossScaleOptimizer in Keras: a gradient that is not finite halves the scale and moves nothing.

PyTorch begins with a scale of 2¹⁶, Keras with 2¹⁵; both double it after 2000 good steps in a row.
"""

import numpy as np

from comparisons.declaring.concept import Concept
from comparisons.declaring.differing import Differs, OutOfRange, rewritten
from scratch.optimizers.loss_scaling import LARGEST, loss_scaling


def data(rng, d, t, initial_scale, broken=()):
    """Draw gradients of a scaled loss, some of which have a number that is infinite or none."""
    gradients = initial_scale * rng.standard_normal((t, d))
    for number, step in enumerate(broken):
        gradients[step, -1] = (np.inf, np.nan, -np.inf)[number % 3]
    return dict(gradients=gradients)


concept = Concept(
    __name__,
    cases=[
        dict(d=7, t=20, initial_scale=1024.0),
        dict(d=7, t=20, growth_interval=3, broken=(0, 4, 5, 6, 12)),
        dict(d=3, t=6, growth_interval=1, initial_scale=2.0),
        dict(d=3, t=4, broken=(0, 1, 2, 3)),
        # Twice as large would be too large for float32.
        dict(d=3, t=4, initial_scale=2.0**127, growth_interval=1, dtypes=("float64",)),
        dict(d=1, t=1),
    ],
    timing=dict(d=1_000_000, t=1),
    data=data,
    differs=dict(
        keras=Differs(
            rewritten(loss_scaling, doubled=lambda scale: 2 * scale if 2 * scale <= LARGEST else np.inf),
            dict(
                boundless="Keras doubles the scale to infinity, where gradients become 0; PyTorch stops before"
            ),
        )
    ),
    halves={
        "keras in float16": OutOfRange("in float16 a scale that has grown makes gradients ∞ that are none")
    },
    refuses={
        "pytorch in float16": {
            "Attempting to unscale FP16 gradients": "a scaler wants the gradients in float32"
        }
    }
    | {
        "keras-jax": {
            "Encountered an unexpected tracer": "Keras's LossScaleOptimizer assigns in the branches of a cond: on JAX "
            "stateless_apply alone may, as fit does it"
        }
    },
)
