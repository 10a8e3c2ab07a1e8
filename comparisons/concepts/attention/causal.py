"""Both frameworks' flag lets the first query stand beside the first key, also where keys of earlier steps are there.

In decoding that hides nearly all of the past: PyTorch then wants causal_lower_right, Keras a mask. If there are more
queries than keys, PyTorch warns of NaN for those that see nobody, but makes 0 of them on a processor.
"""

from comparisons.concepts.attention.dot_product import scale_of_keras
from comparisons.concepts.attention.multi_head import (
    NO_OTHER_VALUES,
    PASSES,
    attending,
    passing_softmax,
    uniform_softmax,
)
from comparisons.declaring.concept import Concept
from comparisons.declaring.differing import Differs, rewritten
from scratch.attending import attend
from scratch.attention.causal import causal
from scratch.attention.masked import masked


def function_of_keras(rounded=True, uniform=True):
    """Return how Keras's function attends, by its own scale."""
    instead = attending(uniform_softmax) if uniform else attend

    def rounding(Q, K, V, scale, may):
        return instead(Q, K, V, scale_of_keras(Q.shape[3]) if rounded else scale, may)

    return rounding


def of_keras(*, rounded=True, uniform=True, **given):
    return rewritten(causal, attend=function_of_keras(rounded, uniform))(**given)


def of_keras_on_torch(**given):
    return rewritten(causal, attend=attending(passing_softmax))(**given)


LAYOUTS = dict(Q="n m t k -> n t m k", K="n m s k -> n s m k", V="n m s v -> n s m v", y="n m t v -> n t m v")


def to_all(Q, K, V, **settings):
    """Attention to what is later, too."""
    return masked(Q, K, V)


concept = Concept(
    __name__,
    cases=[
        dict(n=2, m=2, t=4, s=4, k=3, v=2),
        dict(n=1, m=1, t=1, s=1, k=1, v=1),
        dict(n=2, m=3, t=3, s=5, k=4, v=2),
        dict(n=2, m=1, t=4, s=2, k=4, v=2),
        dict(n=2, m=2, t=3, s=5, k=4, v=2, align="last"),
        dict(n=2, m=2, t=1, s=4, k=2, v=3, align="last"),
        dict(n=2, m=1, t=4, s=2, k=4, v=2, align="last"),
    ],
    timing=dict(n=16, m=8, t=64, s=64, k=16, v=16),
    keras=LAYOUTS,
    refuses=NO_OTHER_VALUES,
    differs=dict(
        keras=Differs(
            of_keras,
            dict(
                rounded="Keras casts 1/√k through float32, also for float64 inputs; exact where k is a power of 4",
                uniform="a query that sees nobody takes the mean of all values, in PyTorch 0",
            ),
        ),
    )
    | {"keras-torch": Differs(of_keras_on_torch, PASSES)},
    relatives={"it is not causal: everybody attends to all": to_all},
)
