"""PyTorch has no class of it; Keras has one, with a rate of 0.001 where the paper has 0.0001, and no decay."""

from comparisons.concepts.optimizers.adam import data
from comparisons.declaring.concept import Concept
from comparisons.declaring.differing import Differs, through_float32
from scratch.optimizers.lion import lion
from scratch.walking import averaged, walked


def unsigned(w, gradients, m=None, *, learning_rate, beta1, beta2, weight_decay, maximize):
    """Lion that steps along the mean itself, not along its sign."""

    def direction(t, w, g, m):
        d = beta1 * m + (1 - beta1) * g
        averaged(m, beta2, g)
        return d + weight_decay * w

    return walked(w, gradients, dict(m=m), direction, learning_rate, maximize=maximize)


concept = Concept(
    __name__,
    cases=[
        dict(d=7, t=20),
        dict(d=7, t=8, learning_rate=0.03, beta1=0.5, beta2=0.75),
        dict(d=7, t=8, learning_rate=0.5, weight_decay=0.25),
        dict(d=7, t=8, learning_rate=0.5, weight_decay=0.25, maximize=True),
        dict(d=7, t=5, learning_rate=0.5, given=("m",)),
        dict(d=4, t=3, still=True),
        dict(d=4, t=3, huge=True, dtypes=("float64", "float32", "bfloat16")),  # float16 has no 1e20
        dict(d=7, t=8, learning_rate=0.5, weight_decay=0.3),
        dict(d=1, t=1, beta1=0.25, beta2=1.0),
    ],
    timing=dict(d=1_000_000, t=1),
    data=data,
    differs=dict(
        keras=Differs(
            through_float32(lion, "weight_decay"),
            dict(rounded="Keras casts λ through float32, also for float64 weights"),
        )
    ),
    relatives={"the sign is not taken": unsigned},
)
