"""Neither framework has it ready, and both pairings are in use: weights trained with one are wrong with the other.

To carry them over, bring the columns of W_q and W_k, head by head, from the order of one into that of the other.
"""

from comparisons.declaring.concept import Concept

concept = Concept(
    __name__,
    cases=[
        dict(n=(2, 3), t=4, k=6),
        dict(n=(2, 3), t=4, k=6, pairs="halves"),
        dict(n=(1,), t=1, k=2),
        dict(n=(1,), t=300, k=4, pairs="halves"),
        dict(n=(2,), t=2, k=4, first=5),
        dict(n=(2,), t=3, k=8, base=500.0, first=1, pairs="halves"),
    ],
    timing=dict(n=(16, 8), t=64, k=64),
)
