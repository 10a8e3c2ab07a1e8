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

    def begun(x, epsilon):
        return bfloat16(bfloat16(x) / np.maximum(bfloat16(length(bfloat16(x))), bfloat16(epsilon)))

    return orthogonal_by(begun, iterated)(*arrays, **settings)


def fused_in_bfloat16(*arrays, dtype, **settings):
    """Do so as torch.compile does, which rounds products alone, and nothing that it fuses; float64 it casts first."""
    cast = bfloat16 if dtype == "float64" else np.asarray

    def begun(x, epsilon):
        return bfloat16(x / np.maximum(length(cast(x)), epsilon))

    def moved(x, *steps):
        # Products of one row are sums, which are fused, too.
        return iterated(x, *steps) if len(x) > 1 else cast(iterated(x, *steps, cast, np.asarray))

    return orthogonal_by(begun, moved)(*arrays, **settings)


def length(x):
    """Return the root of the sum of squares."""
    return np.sqrt(np.sum(x * x))


def iterated(x, coefficients, iterations, of_gram=bfloat16, of_rest=bfloat16):
    """Move the singular values of x, and round so what comes out of products."""
    a, b, c = coefficients
    for _ in range(iterations):
        gram = of_gram(x @ x.T)
        x = of_rest(a * x + of_rest(b * gram + c * gram @ gram) @ x)
    return x


def orthogonal_by(begun, moved):
    """Return Muon whose steps are made orthogonal so: as they begin, and as their singular values are moved."""

    def instead(*arrays, **settings):
        def orthogonal(d, coefficients, iterations, epsilon):
            tall = d.shape[0] > d.shape[1]
            x = (1 - settings["momentum"]) * np.asarray(d.T if tall else d)
            x = moved(begun(x, epsilon), coefficients, iterations)
            return x.T if tall else x

        return rewritten(muon, orthogonal=orthogonal)(*arrays, **settings)

    return instead


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


IN_BFLOAT16 = (
    "PyTorch makes the step orthogonal in bfloat16, also for float64 weights: it has 8 bits; and ε is the least that "
    "the norm can be"
)
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
            dict(bfloat16=IN_BFLOAT16),
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
        "pytorch under compile": Differs(
            fused_in_bfloat16,
            dict(
                bfloat16=f"{IN_BFLOAT16}; torch.compile does not round what it fuses, here the mean of the gradients "
                "and its length"
            ),
        ),
        "keras-torch": Differs(
            muon_of_keras_on_torch,
            dict(
                fixed_epsilon=FIXED_EPSILON,
                rounded_length="Keras on torch takes the root of the longer side in float32, also for float64 weights",
            ),
        ),
    },
    refuses={
        "keras in bfloat16": {"is a half tensor": "a Python number beside bfloat16 becomes float16 in Keras"}
    },
)
