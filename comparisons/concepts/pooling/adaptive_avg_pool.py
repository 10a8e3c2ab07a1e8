"""Windows that do not divide the image overlap by a row, or differ in size by one, by the same rule in both."""

from comparisons.declaring.concept import Concept

concept = Concept(
    __name__,
    cases=[
        dict(n=2, h=6, w=8, c=3, size=2),
        dict(n=2, h=7, w=5, c=2, size=(3, 4)),
        dict(n=2, h=12, w=4, c=1, size=(5, 6)),
        dict(n=2, h=4, w=5, c=2, size=(4, 5)),
        dict(n=3, h=4, w=5, c=2),
        dict(n=1, h=1, w=1, c=1, size=(1, 3)),
    ],
    timing=dict(n=64, h=14, w=14, c=128, size=7),
    pytorch=dict(x="n h w c -> n c h w", y="n h w c -> n c h w"),
)
