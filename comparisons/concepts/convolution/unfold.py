"""Both put the places of one channel side by side, and windows last; Keras's function wants channels first as well."""

from comparisons.declaring.concept import Concept

concept = Concept(
    __name__,
    cases=[
        dict(n=2, h=5, w=6, c=3),
        dict(n=2, h=5, w=7, c=1, size=2, stride=2),
        dict(n=2, h=7, w=8, c=2, size=2, stride=3),
        dict(n=1, h=7, w=6, c=2, size=(3, 2), stride=(2, 1), padding=(1, 2), dilation=(2, 3)),
        dict(n=1, h=4, w=5, c=2, padding=((1, 0), (2, 1)), stride=2),
        dict(n=2, h=3, w=4, c=2, size=(3, 4)),
        dict(n=1, h=1, w=1, c=1, size=1),
    ],
    timing=dict(n=32, h=28, w=28, c=16),
    pytorch=dict(x="n h w c -> n c h w", y="n l s c -> n (c s) l"),
    keras=dict(y="n l s c -> n (c s) l"),
)
