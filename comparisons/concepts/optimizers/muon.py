"""PyTorch makes the step orthogonal in bfloat16, whatever the dtype of the weights is; Keras in their dtype."""

import numpy as np

from comparisons.declaring.concept import Concept
from comparisons.declaring.differing import Differs, rewritten, through_float32
from scratch.optimizers.muon import muon


def bfloat16(x):
    """Round to the nearest number of 8 significant bits."""
    share, exponent = np.frexp(np.asarray(x, "float32").astype("float64"))
    return np.ldexp(np.rint(share * 2**8), exponent - 8)


def in_bfloat16(*arrays, **settings):
    """Make the mean of the gradients orthogonal in bfloat16, which is rounded after every operation."""

    def orthogonal(d, coefficients, iterations, epsilon):
        a, b, c = coefficients
        x = bfloat16((1 - settings["momentum"]) * np.asarray(d))
        x = x.T if x.shape[0] > x.shape[1] else x
        x = bfloat16(x / np.maximum(bfloat16(np.sqrt(np.sum(x * x))), bfloat16(epsilon)))
        for _ in range(iterations):
            gram = bfloat16(x @ x.T)
            x = bfloat16(a * x + bfloat16(b * gram + c * gram @ gram) @ x)
        return x if x.shape == d.shape else x.T

    return rewritten(muon, orthogonal=orthogonal)(*arrays, **settings)


def kerass_muon(*arrays, fixed_epsilon, rounded_decay, **settings):
    """Muon, or what Keras makes of it."""
    settings |= dict(epsilon=1e-7) if fixed_epsilon else {}
    return (through_float32(muon, "weight_decay") if rounded_decay else muon)(*arrays, **settings)


def muon_of_keras_on_torch(*arrays, fixed_epsilon, rounded_length, learning_rate, weight_decay, **settings):
    """Muon, or what Keras makes of it on torch."""
    longer = np.sqrt(max(arrays[0].shape if arrays else settings["w"].shape))
    share = float(np.float32(longer)) / longer if rounded_length else 1
    settings |= dict(learning_rate=share * learning_rate, weight_decay=weight_decay / share)
    return kerass_muon(*arrays, fixed_epsilon=fixed_epsilon, rounded_decay=False, **settings)


FIXED_EPSILON = "Keras adds 1e-7 to the norm; its epsilon is for the weights that AdamW trains"


def data(rng, n, m, t, still=False):
    """Draw gradients, 0 if ``still``."""
    return dict(gradients=(not still) * rng.standard_normal((t, n, m)))


concept = Concept(
    __name__,
    cases=[
        dict(n=3, m=4, t=5),
        dict(n=4, m=3, t=5, learning_rate=0.5, weight_decay=0.25),
        dict(n=4, m=3, t=5, adjust="match_rms_adamw", nesterov=False),
        dict(n=2, m=3, t=5, momentum=0.5, iterations=2, coefficients=(1.5, -0.5, 0.0), maximize=True),
        dict(n=3, m=4, t=5, given=("b",), weight_decay=0.3),
        dict(n=3, m=4, t=5, epsilon=0.5),
        dict(n=2, m=3, t=2, still=True),
        dict(n=1, m=1, t=1, momentum=0.0),
    ],
    timing=dict(n=512, m=1024, t=1),
    data=data,
    differs=dict(
        pytorch=Differs(
            in_bfloat16,
            dict(
                bfloat16="PyTorch makes the step orthogonal in bfloat16, also for float64 weights: it has 8 bits; "
                "and ε is the least that the norm can be"
            ),
        ),
        keras=Differs(
            kerass_muon,
            dict(
                fixed_epsilon=FIXED_EPSILON,
                rounded_decay="Keras casts λ through float32, also for float64 weights",
            ),
        ),
    )
    | {
        "keras-torch": Differs(
            muon_of_keras_on_torch,
            dict(
                fixed_epsilon=FIXED_EPSILON,
                rounded_length="Keras on torch takes the root of the longer side in float32, also for float64 weights",
            ),
        )
    },
    refuses={
        "keras in bfloat16": {"is a half tensor": "a Python number beside bfloat16 becomes float16 in Keras"}
    },
)
