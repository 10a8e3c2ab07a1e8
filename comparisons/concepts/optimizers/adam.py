"""PyTorch follows the paper's Algorithm 1; Keras the reordering that the paper proposes at the end of section 2."""

import numpy as np

from comparisons.declaring.concept import Concept
from comparisons.declaring.differing import Differs
from scratch.penalized import penalized
from scratch.walking import BLOCK

EXACT = dict(beta1=0.875, beta2=0.96875)  # float32 holds these without rounding


def keras_adam(
    w,
    gradients,
    m=None,
    v=None,
    v_max=None,
    *,
    learning_rate,
    beta1,
    beta2,
    epsilon,
    amsgrad,
    weight_decay,
    maximize,
    step,
    rounded_powers,
    early_epsilon,
):
    """The paper's Algorithm 1, or what Keras makes of it."""
    power1, power2 = (float(np.float32(beta)) if rounded_powers else beta for beta in (beta1, beta2))
    m, v, largest = (np.zeros_like(w) if before is None else before for before in (m, v, v_max))
    path = []
    for t, g in enumerate(gradients, start=step + 1):
        g = penalized(g, w, weight_decay, maximize)
        m = beta1 * m + (1 - beta1) * g
        v = beta2 * v + (1 - beta2) * g**2
        largest = np.maximum(largest, v)
        far, root = np.sqrt(largest if amsgrad else v), np.sqrt(1 - power2**t)
        root_of_v_hat = (far + epsilon) / root if early_epsilon else far / root + epsilon
        w = w - learning_rate * m / (1 - power1**t) / root_of_v_hat
        path.append(w)
    return np.stack(path)


def data(rng, d):
    """Draw means of squares, and the largest of each until then."""
    v = rng.standard_normal(d) ** 2
    return dict(v=v, v_max=v * rng.uniform(1, 2, d))


concept = Concept(
    __name__,
    cases=[
        dict(d=7, t=20),
        dict(d=7, t=20, **EXACT, epsilon=0.0),
        dict(d=7, t=20, **EXACT, epsilon=0.25),
        dict(d=7, t=20, epsilon=0.0),
        dict(d=7, t=20, beta1=0.875, epsilon=0.0),
        dict(d=7, t=20, beta2=0.96875, epsilon=0.0),
        dict(d=7, t=20, learning_rate=0.03),
        dict(d=BLOCK + 3, t=2, **EXACT, epsilon=0.0),
        dict(d=7, t=20, **EXACT, epsilon=0.0, amsgrad=True),
        dict(d=7, t=20, **EXACT, epsilon=0.0, weight_decay=0.1),
        dict(d=7, t=20, **EXACT, epsilon=0.0, maximize=True),
        dict(d=7, t=20, amsgrad=True, weight_decay=0.3, maximize=True),
        dict(d=7, t=20, **EXACT, epsilon=0.0, step=5, given=("m", "v")),
        dict(d=7, t=20, step=5, given=("m", "v")),
        dict(d=7, t=20, **EXACT, epsilon=0.0, amsgrad=True, step=5, given=("m", "v", "v_max")),
        dict(d=3, t=5, amsgrad=True, weight_decay=0.3, maximize=True, step=999, given=("m", "v", "v_max")),
        dict(d=1, t=1, **EXACT, epsilon=0.0, given=("m", "v")),
    ],
    timing=dict(d=1_000_000, t=1),
    data=data,
    differs=dict(
        keras=Differs(
            keras_adam,
            dict(
                rounded_powers="Keras casts the β₁ and β₂ of the bias correction through float32, also for float64 "
                "weights",
                early_epsilon="Keras adds ε to √v, before the bias correction; the paper's Algorithm 1 adds it to √v̂, "
                "after",
            ),
        )
    ),
)
