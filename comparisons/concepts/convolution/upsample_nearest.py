"""PyTorch calls the factor scale_factor and demands it, Keras calls it size, and it is 2."""

from comparisons.declaring.concept import Concept

concept = Concept(
    __name__,
    cases=[
        dict(n=2, h=3, w=4, c=3),
        dict(n=2, h=3, w=2, c=1, scale=(2, 3)),
        dict(n=1, h=2, w=5, c=2, scale=(4, 1)),
        dict(n=1, h=1, w=1, c=1, scale=3),
        dict(n=2, h=2, w=3, c=2, scale=1),
    ],
    timing=dict(n=32, h=14, w=14, c=64),
    pytorch=dict(x="n h w c -> n c h w", y="n h w c -> n c h w"),
)
