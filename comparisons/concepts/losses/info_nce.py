"""Neither framework has it: it is the cross-entropy of similarities, whose true class is the number of the query."""

from comparisons.declaring.concept import Concept


def data(rng, n, d):
    """Draw queries, and keys that are similar to them."""
    q = rng.standard_normal((n, d))
    return dict(q=q, k=q + rng.standard_normal((n, d)))


concept = Concept(
    __name__,
    cases=[
        dict(n=6, d=4),
        dict(n=1, d=3),
        dict(n=5, d=3, temperature=1.0, reduction="sum"),
        dict(n=4, d=8, temperature=0.5, reduction="none"),
    ],
    timing=dict(n=512, d=128),
    data=data,
)
