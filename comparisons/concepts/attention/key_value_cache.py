"""A step takes the keys and values of before, and returns all: neither framework has a layer that keeps them.

The functions of attention want positions after heads in PyTorch, along axis 2, and before heads in Keras, along axis 1.
"""

from comparisons.concepts.attention.causal import function_of_keras
from comparisons.concepts.attention.multi_head import NO_OTHER_VALUES
from comparisons.declaring.concept import Concept
from comparisons.declaring.differing import Differs, rewritten
from scratch.attention.key_value_cache import key_value_cache

concept = Concept(
    __name__,
    cases=[
        dict(n=2, m=2, t=1, s=4, d=3, e=2, given=("K0", "V0")),
        dict(n=2, m=2, t=1, s=4, d=4, e=3, given=("K0", "V0")),
        dict(n=1, m=1, t=1, d=1, e=1),
        dict(n=2, m=2, t=4, d=3, e=2),
        dict(n=2, m=1, t=3, s=2, d=4, e=2, given=("K0", "V0")),
    ],
    timing=dict(n=16, m=8, t=1, s=511, d=16, e=16, given=("K0", "V0")),
    keras=dict(
        q="n m t d -> n t m d",
        k="n m t d -> n t m d",
        v="n m t e -> n t m e",
        K0="n m s d -> n s m d",
        V0="n m s e -> n s m e",
        y="n m t e -> n t m e",
        K="n m s d -> n s m d",
        V="n m s e -> n s m e",
    ),
    refuses=NO_OTHER_VALUES,
    differs=dict(
        keras=Differs(
            rewritten(key_value_cache, attend=function_of_keras()),
            dict(
                rounded="Keras casts 1/√k through float32, also for float64 inputs; exact where k is a power of 4"
            ),
        )
    ),
)
