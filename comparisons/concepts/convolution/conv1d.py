"""One kernel in two layouts, as of an image: PyTorch wants steps last, Keras channels.

Where "same" lays an odd number of zeros, with stride 1 both frameworks lay the one more after the sequence.
"""

from comparisons.declaring.concept import Concept

concept = Concept(
    __name__,
    cases=[
        dict(n=2, t=7, c=3, p=3, k=4, given=("b",)),
        dict(n=2, t=8, c=3, p=3, k=2, stride=2, padding=1, given=("b",)),
        dict(n=2, t=6, c=2, p=4, k=3, padding="same"),
        dict(n=2, t=7, c=2, p=4, k=3, stride=2, padding="same", given=("b",)),
        dict(n=1, t=9, c=2, p=2, k=3, stride=3),
        dict(n=2, t=7, c=4, p=2, k=6, groups=2, dilation=3, padding=(2, 1), given=("b",)),
        dict(n=2, t=9, c=2, p=3, k=2, stride=2, dilation=2, padding="same"),
        dict(n=2, t=5, c=3, p=3, k=3, groups=3, padding="same", given=("b",)),
        dict(n=2, t=1, c=2, p=3, k=2, padding="same"),
        dict(n=1, t=1, c=1, p=1, k=1, padding="valid", given=("b",)),
    ],
    timing=dict(n=32, t=128, c=64, p=3, k=64, given=("b",)),
    pytorch=dict(x="n t c -> n c t", W="weight: p c k -> k c p", b="bias", y="n t k -> n k t"),
    keras=dict(W="kernel", b="bias"),
)
