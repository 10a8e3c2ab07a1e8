"""PyTorch follows the paper's Algorithm 1; Keras the reordering that the paper proposes at the end of section 2."""

from comparisons.concept import Concept, Differs, float32_rounds

EXACT = dict(beta1=0.875, beta2=0.96875)  # float32 holds these without rounding

concept = Concept(
    __name__,
    cases=[
        dict(d=7, t=20),
        dict(d=7, t=20, **EXACT, epsilon=0.0),
        dict(d=7, t=20, **EXACT, epsilon=0.25),
        dict(d=7, t=20, epsilon=0.0),
    ],
    timing=dict(d=1_000_000, t=1),
    differs={
        ("keras", "path"): (
            Differs(
                "Keras keeps β₁ and β₂ as Python floats and casts them through float32, also for float64 weights",
                when=float32_rounds("beta1", "beta2"),
            ),
            Differs(
                "Keras adds ε to √v, before the bias correction; the paper's Algorithm 1 adds it to √v̂, after",
                when=lambda case, dtype: case["epsilon"] > 1e-3,
            ),
        )
    },
)
