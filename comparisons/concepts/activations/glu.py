"""In both frameworks the second half is the gate, the first is what passes."""

from comparisons.declaring.concept import Concept
from comparisons.declaring.differing import Differs, rewritten
from comparisons.declaring.edges import in_the_tails
from scratch.activations.glu import glu
from scratch.activations.sigmoid import sigma


def data(rng, shape, k, tails=False):
    """Draw x: normal numbers, of which every fourth is 0; or ``tails``, from 8 to 40 of either sign."""
    return in_the_tails(rng, (*shape, k), tails)


cancels = Differs(
    rewritten(glu, opened=lambda b: (sigma(b), lambda: 1 - sigma(b))),
    dict(
        cancels="the gate's slope is σ (1 − σ), whose digits are lost where σ is nearly 1; σ(b) σ(−b) keeps them"
    ),
    rearranged=True,
)

concept = Concept(
    __name__,
    cases=[
        dict(shape=(3,), k=6),
        dict(shape=(1,), k=2),
        dict(shape=(), k=4),
        dict(shape=(2, 4), k=3, axis=1),
        dict(shape=(5,), k=8, tails=True),
        dict(shape=(6,), k=3, axis=-2),
    ],
    timing=dict(shape=(512,), k=1024),
    data=data,
    differs=dict(pytorch=cancels, keras=cancels),
)
