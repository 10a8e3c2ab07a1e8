"""One kernel in two layouts: PyTorch keeps channels before rows and columns, Keras after them."""

from comparisons.declaring.concept import Concept

concept = Concept(
    __name__,
    cases=[
        dict(n=2, h=5, w=7, c=3, p=3, q=2, k=4, given=("b",)),
        dict(n=2, h=8, w=7, c=3, p=3, q=3, k=2, stride=2, given=("b",)),
        dict(n=2, h=6, w=5, c=2, p=3, q=3, k=3, padding=1),
        dict(n=1, h=9, w=8, c=2, p=3, q=2, k=3, dilation=(2, 3), given=("b",)),
        dict(n=2, h=7, w=9, c=1, p=2, q=5, k=3, stride=(3, 1), padding=(0, 2)),
        dict(n=1, h=7, w=6, c=2, p=3, q=2, k=2, padding=3, dilation=3),
        dict(n=2, h=8, w=9, c=2, p=2, q=3, k=3, stride=2, padding=((0, 1), (2, 1)), dilation=2, given=("b",)),
        dict(n=2, h=5, w=4, c=4, p=2, q=3, k=6, groups=2, given=("b",)),
        dict(n=2, h=7, w=6, c=3, p=3, q=2, k=6, groups=3, stride=2, padding=1),
        dict(n=2, h=6, w=5, c=2, p=2, q=3, k=3, padding="same", given=("b",)),
        dict(n=2, h=7, w=8, c=2, p=3, q=4, k=3, stride=(2, 3), padding="same"),
        dict(n=1, h=8, w=7, c=2, p=2, q=3, k=2, stride=2, padding="same", dilation=2),
        dict(n=2, h=5, w=4, c=3, p=1, q=1, k=2, stride=3, padding="same", given=("b",)),
        dict(n=2, h=4, w=3, c=2, p=4, q=3, k=3, padding="valid"),
        dict(n=1, h=1, w=1, c=1, p=1, q=1, k=1, given=("b",)),
    ],
    timing=dict(n=32, h=28, w=28, c=16, p=3, q=3, k=32, given=("b",)),
    pytorch=dict(x="n h w c -> n c h w", W="weight: p q c k -> k c p q", b="bias", y="n h w k -> n k h w"),
    keras=dict(W="kernel", b="bias"),
)
