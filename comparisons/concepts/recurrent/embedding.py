"""A look-up is differentiable too: the gradients of all places that look up a word add up in its row."""

from comparisons.declaring.concept import Concept
from scratch.recurrent.embedding import embedding


def data(rng, n, t, v):
    return dict(ids=rng.integers(0, v, (n, t)))


def scaled(ids, E):
    """Rows times √d, as at the foot of a transformer."""
    root = E.shape[1] ** 0.5
    y, backward = embedding(ids, E)
    return root * y, lambda dy: backward(root * dy)


concept = Concept(
    __name__,
    cases=[
        dict(n=3, t=5, v=7, d=4),
        dict(n=1, t=1, v=1, d=1),
        dict(n=4, t=50, v=3, d=2),
        dict(n=2, t=2, v=50, d=3),
    ],
    timing=dict(n=32, t=64, v=10_000, d=128),
    data=data,
    pytorch=dict(E="weight"),
    keras=dict(E="embeddings"),
    relatives={"every row is multiplied by √d (Vaswani et al. 2017)": scaled},
)
