"""PyTorch begins to adapt at more than 5 known squares, where the paper says 4; Keras has no class of it."""

from comparisons.concepts.optimizers.adam import EXACT, VANISHES, data, in_other_order
from comparisons.declaring.concept import Concept
from comparisons.declaring.differing import Differs, rewritten
from scratch.optimizers.radam import radam


def pytorchs_radam(*arrays, later, early_epsilon, **settings):
    """RAdam, or what PyTorch makes of it."""
    function = in_other_order(rewritten(radam, ENOUGH=5) if later else radam)
    return function(*arrays, rounded_powers=False, early_epsilon=early_epsilon, **settings)


concept = Concept(
    __name__,
    cases=[
        dict(d=7, t=20),
        dict(d=7, t=8, **EXACT, epsilon=0.0, learning_rate=0.03),
        dict(d=7, t=4, epsilon=0.25, beta2=0.5),
        dict(d=7, t=8, **EXACT, epsilon=0.25, weight_decay=0.1, maximize=True),
        dict(d=7, t=5, epsilon=0.25, step=10, given=("m", "v")),
        dict(d=7, t=5, epsilon=0.0, step=999, given=("m", "v")),
        dict(d=4, t=7, still=True),
        dict(d=4, t=7, epsilon=0.0, still=True),
        dict(d=1, t=1),
    ],
    timing=dict(d=1_000_000, t=1),
    data=data,
    differs=dict(
        pytorch=Differs(
            pytorchs_radam,
            dict(
                later="PyTorch adapts where more than 5 squares are known, the paper where more than 4 are",
                early_epsilon="PyTorch adds ε to √v, before its bias is undone, in this optimizer alone",
            ),
        )
    ),
    halves=VANISHES,
)
