"""Both take the bias beside the scores: PyTorch as a mask of numbers, which is added, Keras by its own name.

Keras has the axis of heads after that of positions.
"""

import numpy as np

from comparisons.concepts.attention.multi_head import NO_OTHER_VALUES
from comparisons.declaring.concept import Concept
from comparisons.declaring.differing import Differs, rewritten
from scratch.attending import attend
from scratch.attention.alibi import alibi


def of_keras(**given):
    """Take the scale as Keras's function does: both of its steps are rounded to float32."""

    def rounding(Q, K, V, scale, bias):
        return attend(Q, K, V, float(1 / np.sqrt(np.float32(Q.shape[3]))), bias=bias)

    return rewritten(alibi, attend=rounding)(**given)


concept = Concept(
    __name__,
    cases=[
        dict(n=2, m=2, t=4, k=3, v=2),
        dict(n=1, m=1, t=1, k=1, v=1),
        dict(n=1, m=3, t=4, k=4, v=2),
        dict(n=1, m=7, t=3, k=2, v=1, causal=False),
        dict(n=2, m=4, t=5, k=4, v=3, causal=False),
        dict(n=1, m=1, t=40, k=4, v=2),
    ],
    timing=dict(n=16, m=8, t=64, k=16, v=16),
    keras=dict(
        Q="n m t k -> n t m k", K="n m t k -> n t m k", V="n m t v -> n t m v", y="n m t v -> n t m v"
    ),
    refuses=NO_OTHER_VALUES
    | {
        "keras-torch": {
            "Explicit attn_mask should not be set": "with a bias, which is a mask to PyTorch, Keras's function "
            "cannot be causal on torch"
        }
    },
    differs=dict(
        keras=Differs(
            of_keras,
            dict(
                rounded="Keras casts 1/√k through float32, also for float64 inputs; exact where k is a power of 4"
            ),
        ),
    ),
)
