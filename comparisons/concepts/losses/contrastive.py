"""Neither framework has it. In the paper y = 1 means that a pair does not belong together; in other code it does."""

from comparisons.concepts.losses.triplet_margin import NO_SQUARE, in_steps
from comparisons.declaring.concept import Concept
from comparisons.declaring.differing import OutOfRange, rewritten
from scratch.losses.contrastive import contrastive


def data(rng, n, d, same=False):
    """Draw embeddings, near enough for the margin as a rule; with ``same`` the two of every second pair are equal."""
    a, b = 0.5 * rng.standard_normal((*n, d)), 0.5 * rng.standard_normal((*n, d))
    if same:
        b[::2] = a[::2]
    return dict(a=a, b=b, y=1.0 * rng.integers(0, 2, n))


concept = Concept(
    __name__,
    cases=[
        dict(n=(8,), d=3),
        dict(n=(1,), d=1),
        dict(n=(8,), d=2, same=True),
        dict(n=(8,), d=2, margin=2.0, reduction="sum"),
        dict(n=(2, 3), d=4, margin=2.0, epsilon=0.0, reduction="none"),
    ],
    timing=dict(n=(4096,), d=64),
    data=data,
    halves={"keras in float16": OutOfRange(NO_SQUARE, rewritten(contrastive, distance=in_steps))},
)
