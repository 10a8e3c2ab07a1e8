"""A width w shows |i − j| < w, as sliding_window of Keras's layer of grouped queries means it.

The function of neither framework has a width: it takes a mask. Beside is_causal Keras's takes one, too; PyTorch's says
that it does not, and does where there are heads, on a processor.
"""

from comparisons.concepts.attention.causal import function_of_keras
from comparisons.concepts.attention.multi_head import NO_OTHER_VALUES
from comparisons.declaring.concept import Concept
from comparisons.declaring.differing import Differs, rewritten
from scratch.attention.local_window import local_window

concept = Concept(
    __name__,
    cases=[
        dict(n=2, m=2, t=6, k=3, v=2, width=2),
        dict(n=2, m=2, t=6, k=4, v=3, width=3, causal=True),
        dict(n=1, m=1, t=1, k=1, v=1),
        dict(n=2, m=1, t=4, k=2, v=2, width=1),
        dict(n=2, m=2, t=3, k=3, v=2, width=9),
        dict(n=2, m=2, t=3, k=4, v=2, width=3, causal=True),
    ],
    timing=dict(n=16, m=8, t=64, k=16, v=16, width=8, causal=True),
    keras=dict(
        Q="n m t k -> n t m k", K="n m t k -> n t m k", V="n m t v -> n t m v", y="n m t v -> n t m v"
    ),
    refuses=NO_OTHER_VALUES,
    differs=dict(
        keras=Differs(
            rewritten(local_window, attend=function_of_keras()),
            dict(
                rounded="Keras casts 1/√k through float32, also for float64 inputs; exact where k is a power of 4"
            ),
        ),
    ),
)
