"""Keras has no such loss. Without a margin two scores that are equal cost nothing and are driven apart all the same."""

from comparisons.declaring.concept import Concept
from comparisons.declaring.differing import Differs
from comparisons.declaring.edges import SHARING, TIED, halved
from scratch.losses.margin_ranking import margin_ranking


def data(rng, shape, tied=False):
    """Draw two scores of each pair, equal in every second if ``tied``, and which of them should rank higher."""
    a, b = rng.standard_normal(shape), rng.standard_normal(shape)
    if tied:
        b.flat[::2] = a.flat[::2]
    return dict(a=a, b=b, y=rng.choice([-1.0, 1.0], shape))


concept = Concept(
    __name__,
    cases=[
        dict(shape=(6,)),
        dict(shape=(1,), margin=0.5),
        dict(shape=(3, 2), margin=2.0),
        dict(shape=(6,), tied=True),
        dict(shape=(7,), margin=0.1, reduction="sum"),
        dict(shape=(2, 3), margin=1.0, reduction="none"),
    ],
    timing=dict(shape=(262_144,)),
    data=data,
    differs=dict.fromkeys(
        SHARING,
        Differs(halved(margin_ranking, lambda a, b, y, margin, **_: y * (a - b) == margin), dict(tied=TIED)),
    ),
)
