"""PyTorch's asks for loss and gradient itself, as often as it likes, unless max_iter is 1; Keras has no class of it."""

from comparisons.declaring.concept import Concept


def data(rng, d, t, k=0, still=False):
    """Draw gradients, 0 if ``still``, and pairs whose yᵀ s is above 0."""
    s = rng.standard_normal((k, d))
    gradients = rng.standard_normal((t, d))
    return dict(gradients=0 * gradients if still else gradients, s=s, y=s * rng.uniform(0.5, 2, (k, d)))


concept = Concept(
    __name__,
    cases=[
        dict(d=7, t=12, history_size=3),
        dict(d=3, t=8, history_size=10, learning_rate=0.1),
        dict(d=7, t=6, history_size=1, weight_decay=0.1, maximize=True),
        dict(d=7, t=4, history_size=3, k=2, given=("s", "y", "g", "p")),
        dict(d=7, t=4, history_size=2, learning_rate=0.3, k=2, given=("s", "y", "g", "p")),
        dict(d=2, t=2, history_size=2, still=True),
        dict(d=1, t=1, history_size=1),
    ],
    timing=dict(d=100_000, t=1, history_size=10, k=10, given=("s", "y", "g", "p")),
    data=data,
)
