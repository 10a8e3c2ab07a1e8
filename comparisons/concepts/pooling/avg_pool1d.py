"""As of an image: zeros of the padding count in PyTorch's mean, those of "same" padding in Keras do not."""

from comparisons.declaring.concept import Concept

concept = Concept(
    __name__,
    cases=[
        dict(n=2, t=8, c=3),
        dict(n=2, t=9, c=2, stride=3),
        dict(n=2, t=7, c=2, size=3, stride=2, padding=1),
        dict(n=2, t=8, c=1, size=3, stride=2, padding=1, ceil_mode=True),
        dict(n=2, t=7, c=1, size=4, stride=3, padding=2, ceil_mode=True, count_include_pad=False),
        dict(n=2, t=7, c=2, size=4, stride=2, padding="same", count_include_pad=False),
        dict(n=2, t=7, c=2, size=3, stride=2, padding="same"),
        dict(n=2, t=6, c=2, size=3, padding=(2, 1), count_include_pad=False),
        dict(n=2, t=5, c=3, size=5, padding="valid"),
        dict(n=1, t=1, c=1, size=1),
    ],
    timing=dict(n=32, t=512, c=64),
    pytorch=dict(x="n t c -> n c t", y="n t c -> n c t"),
)
