"""Both frameworks' layer of many heads does this and projects once more; without that, it is three layers and a mean.

Of a query that sees nobody PyTorch makes 0; Keras's layer lets it see all.
"""

from comparisons.concepts.attention.dot_product import lowered_softmax
from comparisons.concepts.attention.multi_head import attending
from comparisons.declaring.concept import Concept
from comparisons.declaring.differing import Differs, rewritten
from scratch.attention.cross import cross
from scratch.attention.dot_product import dot_product


def data(rng, n, s, blind=False):
    """Draw which positions of the context are there: the first always, or none of the last sequence if it is blind."""
    mask = rng.random((n, s)) < 0.6
    mask[:, 0] = True
    mask[-1:] &= not blind
    return dict(mask=mask)


def of_keras(*, dtype, **given):
    """Do as Keras's layer does with who sees nobody."""
    lowered = rewritten(dot_product, attend=attending(lowered_softmax(dtype)))

    def attend(Q, K, V, mask=None):
        return lowered(Q, K, V, mask, scale=None)

    return rewritten(cross, dot_product=attend)(**given)


concept = Concept(
    __name__,
    cases=[
        dict(n=2, t=3, s=5, d=4, e=3, k=6, v=2),
        dict(n=1, t=1, s=1, d=1, e=1, k=1, v=1),
        dict(n=2, t=4, s=2, d=3, e=5, k=2, v=3),
        dict(n=2, t=3, s=4, d=2, e=3, k=4, v=2, given=("mask",)),
        dict(n=2, t=3, s=1, d=3, e=3, k=3, v=3, given=("mask",)),
        dict(n=2, t=3, s=4, d=2, e=3, k=4, v=2, blind=True, given=("mask",)),
    ],
    timing=dict(n=16, t=64, s=48, d=128, e=96, k=64, v=64),
    data=data,
    pytorch=dict(
        W_q="query.weight: d k -> k d", W_k="key.weight: e k -> k e", W_v="value.weight: e v -> v e"
    ),
    keras=dict(W_q="query/kernel", W_k="key/kernel", W_v="value/kernel"),
    differs=dict(
        keras=Differs(
            of_keras,
            dict(
                lowered="Keras's layer takes 10⁹ from hidden scores: who sees nobody sees all, with fewer digits"
            ),
        )
    ),
)
