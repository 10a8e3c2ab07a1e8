"""PyTorch adds 1e-6 to every number of a difference before it takes the length. Keras has no such loss."""

from comparisons.declaring.concept import Concept


def data(rng, n, d, same=False):
    """Draw embeddings; with ``same`` every second positive is the anchor itself."""
    a, p, far = (rng.standard_normal((*n, d)) for _ in range(3))
    if same:
        p[::2] = a[::2]
    return dict(a=a, p=p, n=far)


concept = Concept(
    __name__,
    cases=[
        dict(n=(6,), d=4),
        dict(n=(1,), d=1, margin=0.2),
        dict(n=(6,), d=3, same=True),
        dict(n=(8,), d=3, swap=True, reduction="sum"),
        dict(n=(5,), d=4, margin=0.5, epsilon=0.0, reduction="none"),
        dict(n=(2, 3), d=4, swap=True, reduction="none"),
    ],
    timing=dict(n=(4096,), d=64),
    data=data,
)
