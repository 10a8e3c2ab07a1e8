"""Channels of a sub-pixel lie side by side in Keras's depth_to_space, sub-pixels of a channel in PyTorch's layer."""

from comparisons.declaring.concept import Concept

concept = Concept(
    __name__,
    cases=[
        dict(n=2, h=3, w=4, c=3),
        dict(n=1, h=2, w=3, c=2, scale=3),
        dict(n=2, h=1, w=1, c=1, scale=4),
        dict(n=1, h=3, w=2, c=2, scale=1),
    ],
    timing=dict(n=32, h=14, w=14, c=16, scale=2),
    pytorch=dict(x="n h w s c -> n (c s) h w", y="n h w c -> n c h w"),
    keras=dict(x="n h w s c -> n h w (s c)"),
)
