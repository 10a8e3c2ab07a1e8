"""PyTorch follows the paper's Algorithm 1; Keras the reordering that the paper proposes at the end of section 2."""

from functools import partial

import ml_dtypes
import numpy as np

from comparisons.declaring.concept import Concept
from comparisons.declaring.differing import Differs, OutOfRange, in_precisions, rewritten
from scratch.optimizers.adam import adam
from scratch.optimizers.adamw import adamw
from scratch.walking import BLOCK, averaged, unbiased

SQUARED = 1.8446743e19  # the square of what is above is ∞ in float32
EXACT = dict(beta1=0.875, beta2=0.96875)  # float32 holds these without rounding


def by_difference(v, beta, square):
    """Move a running mean by its difference from g²: where both are ∞ that is no number."""
    return v + (1 - beta) * (square - v)


def by_parts(v, beta, square):
    """Move it by parts of both: what is ∞ once stays so."""
    return beta * v + (1 - beta) * square


def rounded_power(beta, t, dtype):
    """Return β to the power of t, in a dtype, of a β in float32."""
    return float(np.dtype(dtype).type(float(np.float32(beta)) ** t))


def in_other_order(function, moved=by_difference):
    """Return a function made of Adam's steps, with causes for what Keras makes of these."""

    def instead(*arrays, rounded_powers, early_epsilon, early_square=False, dtype="float64", **settings):
        def adapted(t, g, beta1, beta2, epsilon, m, v, v_max=None):
            averaged(m, beta1, g)
            if early_square:
                v[...] = moved(v, beta2, np.where(np.abs(g) > SQUARED, np.inf, g * g))
            else:
                averaged(v, beta2, g, g)
            root = np.sqrt(v if v_max is None else np.maximum(v_max, v, out=v_max))
            power1, power2 = (
                rounded_power(beta, t, dtype) if rounded_powers else beta**t for beta in (beta1, beta2)
            )
            undone = (1 - power2) ** 0.5
            root = (root + epsilon) / undone if early_epsilon else root / undone + epsilon
            return m / (1 - power1) / root

        return rewritten(function, adapted=adapted)(*arrays, **settings)

    return instead


def data(rng, d, t, still=False, huge=False):
    """Draw gradients, of every second weight 0 if ``still``; a state that can be."""
    gradients = rng.standard_normal((t, d)) * (1e20 if huge else 1)
    if still:
        gradients[:, ::2] = 0
    v = rng.standard_normal(d) ** 2
    m, v_max = v**0.5 * rng.uniform(-0.9, 0.9, d), v * rng.uniform(1, 2, d)
    return dict(gradients=gradients, m=m, v=v, v_max=v_max, u=v[::-1], s=v)


def on_torch(*arrays, dtype, rounded_powers=True, **settings):
    """Cast the β to the dtype of the weights, not to float32."""
    rounded_powers &= dtype != "float64"
    return in_other_order(adam, by_parts)(*arrays, rounded_powers=rounded_powers, dtype=dtype, **settings)


ROUNDED_POWERS = "Keras casts the β₁ and β₂ of the bias correction through float32, also for float64 weights"
EARLY_EPSILON = "Keras adds ε to √v, before the bias correction; the paper's Algorithm 1 adds it to √v̂, after"
OTHER_ORDER = dict(rounded_powers=ROUNDED_POWERS, early_epsilon=EARLY_EPSILON)


VANISHED = OutOfRange(
    "in float16 an ε of 1e-8 is 0, and so are squares of small gradients: what is divided by them is ∞, or no number"
)
BETA_OF_1 = "Keras rounds β₂ to bfloat16, in which 0.999 is 1: 1 − β₂ᵗ is 0"
VANISHES = in_precisions("pytorch keras", "float16", VANISHED)


def kerass_order(*arrays, learning_rate, stored=float, **settings):
    """Adam that divides α m, as Keras does: of small gradients that is 0 in float16. Its powers are of stored β."""

    def adapted(t, g, beta1, beta2, epsilon, m, v, v_max=None):
        m += (1 - beta1) * (g - m)
        v += (1 - beta2) * (g * g - v)
        power1, power2 = (float(stored(beta)) ** t for beta in (beta1, beta2))
        alpha = learning_rate * (1 - power2) ** 0.5 / (1 - power1)
        root = np.sqrt(v if v_max is None else np.maximum(v_max, v, out=v_max)) + epsilon
        return alpha * m / root / learning_rate

    return rewritten(adam, adapted=adapted)(*arrays, learning_rate=learning_rate, **settings)


def under_the_root(*arrays, **settings):
    """Adam that divides by √(v̂ + ε)."""

    def adapted_so(t, g, beta1, beta2, epsilon, m, v, v_max=None):
        averaged(m, beta1, g)
        averaged(v, beta2, g, g)
        largest = v if v_max is None else np.maximum(v_max, v, out=v_max)
        return unbiased(m, beta1, t) / np.sqrt(unbiased(largest, beta2, t) + epsilon)

    return rewritten(adam, adapted=adapted_so)(*arrays, **settings)


def uncorrected(*arrays, **settings):
    """Adam whose means are biased to 0, where they begin."""

    def adapted_so(t, g, beta1, beta2, epsilon, m, v, v_max=None):
        averaged(m, beta1, g)
        averaged(v, beta2, g, g)
        return m / (np.sqrt(v if v_max is None else np.maximum(v_max, v, out=v_max)) + epsilon)

    return rewritten(adam, adapted=adapted_so)(*arrays, **settings)


concept = Concept(
    __name__,
    cases=[
        dict(d=7, t=20),
        dict(d=7, t=8, **EXACT, epsilon=0.0),
        dict(d=7, t=8, **EXACT, epsilon=0.25),
        dict(d=7, t=8, epsilon=0.0),
        dict(d=7, t=8, beta1=0.875, epsilon=0.0),
        dict(d=7, t=8, beta2=0.96875, epsilon=0.0),
        dict(d=7, t=8, learning_rate=0.03),
        dict(d=BLOCK + 3, t=2, **EXACT, epsilon=0.0),
        dict(d=7, t=8, **EXACT, epsilon=0.0, amsgrad=True),
        dict(d=7, t=8, **EXACT, epsilon=0.0, weight_decay=0.1),
        dict(d=7, t=8, **EXACT, epsilon=0.0, maximize=True),
        dict(d=7, t=8, amsgrad=True, weight_decay=0.3, maximize=True),
        dict(d=7, t=8, **EXACT, epsilon=0.0, step=5, given=("m", "v")),
        dict(d=7, t=8, step=5, given=("m", "v")),
        dict(d=7, t=8, **EXACT, epsilon=0.0, amsgrad=True, step=5, given=("m", "v", "v_max")),
        dict(d=3, t=5, amsgrad=True, weight_decay=0.3, maximize=True, step=999, given=("m", "v", "v_max")),
        dict(d=1, t=1, **EXACT, epsilon=0.0, given=("m", "v")),
        dict(d=4, t=3, **EXACT, still=True),
        dict(d=4, t=3, **EXACT, epsilon=0.0, still=True),
        dict(d=4, t=3, huge=True, dtypes=("float32",)),
        dict(d=7, t=8, beta2=0.9999, learning_rate=0.03, epsilon=0.0),
    ],
    timing=dict(d=1_000_000, t=1),
    data=data,
    differs=dict(
        keras=Differs(
            in_other_order(adam),
            OTHER_ORDER
            | dict(
                early_square="Keras squares g before it multiplies by 1 − β₂: above 1.8e19 that is ∞ in float32, and "
                "the weight stands still for a step, and then is NaN",
            ),
        )
    )
    | {
        "keras-torch": Differs(
            on_torch,
            dict(
                rounded_powers="Keras on torch casts the β₁ and β₂ of the bias correction to the dtype of the weights: "
                "in float32 few digits are left of 1 − β₂ᵗ",
                early_epsilon=EARLY_EPSILON,
                early_square="Keras on torch squares g before it multiplies by 1 − β₂: above 1.8e19 that is ∞ in "
                "float32, and stays so: the weight stands still for good",
            ),
        ),
        "pytorch under compile": Differs(
            partial(on_torch, early_epsilon=False),
            dict(
                rounded_powers="torch.compile takes β₂ᵗ in the dtype of the count of steps: in float32 few digits are "
                "left of 1 − β₂ᵗ",
                early_square="torch.compile squares g before it multiplies by 1 − β₂: above 1.8e19 that is ∞ in "
                "float32, and stays so: the weight stands still for good",
            ),
        ),
    },
    relatives={
        "ε is added under the root": under_the_root,
        "neither mean is corrected for its start at 0": uncorrected,
        "the decay is decoupled: it is AdamW": adamw,
    },
    halves={
        "pytorch in float16": VANISHED,
        "keras in float16": OutOfRange(VANISHED.why, kerass_order),
        "keras in bfloat16": OutOfRange(
            f"{BETA_OF_1}, and Adam stands still", partial(kerass_order, stored=ml_dtypes.bfloat16)
        ),
    },
)
