"""Keras's layer takes padding by a word alone, "same" or "valid"; PyTorch's takes a number for both sides alone."""

from comparisons.declaring.concept import Concept


def data(rng, n, t, c):
    """Fill sequences of one channel with 0 and 1, so that most windows hold their maximum more than once."""
    return dict(x=rng.integers(0, 2, (n, t, c))) if c == 1 else {}


concept = Concept(
    __name__,
    cases=[
        dict(n=2, t=8, c=3),
        dict(n=2, t=9, c=1, size=3, stride=2),
        dict(n=2, t=9, c=2, stride=3),
        dict(n=2, t=7, c=2, size=3, stride=2, padding=1, ceil_mode=True),
        dict(n=2, t=11, c=2, size=3, stride=2, padding="same", dilation=2),
        dict(n=2, t=7, c=1, size=4, stride=2, padding="same"),
        dict(n=2, t=6, c=2, size=3, padding=(2, 1)),
        dict(n=2, t=5, c=3, size=5, padding="valid"),
        dict(n=1, t=1, c=1, size=1),
    ],
    timing=dict(n=32, t=512, c=64),
    data=data,
    pytorch=dict(x="n t c -> n c t", y="n t c -> n c t"),
)
