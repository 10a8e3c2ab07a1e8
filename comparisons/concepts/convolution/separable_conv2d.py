"""PyTorch has two convolutions for it, of which the first has no bias; Keras one layer with two kernels."""

from comparisons.declaring.concept import Concept

concept = Concept(
    __name__,
    cases=[
        dict(n=2, h=5, w=6, c=3, p=3, q=2, d=3, k=4, given=("b",)),
        dict(n=2, h=5, w=7, c=2, p=3, q=3, d=4, k=3, stride=2, padding="same", given=("b",)),
        dict(n=1, h=7, w=6, c=2, p=2, q=2, d=4, k=2, stride=3, dilation=2, padding="same"),
        dict(n=1, h=5, w=6, c=2, p=2, q=2, d=2, k=2, dilation=(1, 2), padding=((0, 1), (2, 1)), given=("b",)),
        dict(n=2, h=6, w=5, c=2, p=1, q=2, d=2, k=2, stride=(2, 3), padding=(0, 1)),
        dict(n=1, h=1, w=1, c=1, p=1, q=1, d=1, k=1, padding="valid", given=("b",)),
    ],
    timing=dict(n=32, h=28, w=28, c=32, p=3, q=3, d=32, k=64, padding=1, given=("b",)),
    pytorch=dict(
        x="n h w c -> n c h w",
        W="depthwise.weight: p q 1 d -> d 1 p q",
        V="pointwise.weight: d k -> k d 1 1",
        b="pointwise.bias",
        y="n h w k -> n k h w",
    ),
    keras=dict(W="depthwise_kernel: p q 1 (c m) -> p q c m", V="pointwise_kernel: d k -> 1 1 d k", b="bias"),
)
