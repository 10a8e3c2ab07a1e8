"""One kernel in two layouts, as of an image: PyTorch keeps channels before slices, Keras after columns.

A padding of three numbers is one for each axis in both; in PyTorch's layers of padding the last axis comes first.
"""

from comparisons.declaring.concept import Concept

concept = Concept(
    __name__,
    cases=[
        dict(n=2, d=3, h=4, w=5, c=2, p=2, q=3, r=2, k=3, given=("b",)),
        dict(n=1, d=5, h=4, w=3, c=2, p=3, q=3, r=3, k=2, stride=2, padding=1, given=("b",)),
        dict(n=2, d=3, h=5, w=4, c=2, p=2, q=2, r=3, k=2, stride=2, padding="same"),
        dict(n=1, d=4, h=3, w=3, c=2, p=2, q=3, r=1, k=2, padding="same", given=("b",)),
        dict(n=1, d=4, h=5, w=4, c=1, p=1, q=2, r=1, k=2, stride=(3, 3, 2), padding=(0, 1, 2)),
        dict(n=1, d=4, h=3, w=3, c=4, p=2, q=1, r=2, k=2, groups=2, dilation=(2, 1, 2), given=("b",)),
        dict(
            n=1,
            d=5,
            h=4,
            w=4,
            c=2,
            p=2,
            q=2,
            r=2,
            k=2,
            stride=2,
            dilation=2,
            padding=((1, 0), (2, 1), (0, 1)),
        ),
        dict(n=1, d=3, h=2, w=2, c=2, p=2, q=2, r=1, k=2, groups=2, given=("b",)),
        dict(n=1, d=1, h=1, w=1, c=1, p=1, q=1, r=1, k=1, padding="valid", given=("b",)),
    ],
    timing=dict(n=16, d=8, h=8, w=8, c=16, p=3, q=3, r=3, k=16, given=("b",)),
    pytorch=dict(
        x="n d h w c -> n c d h w", W="weight: p q r c k -> k c p q r", b="bias", y="n d h w k -> n k d h w"
    ),
    keras=dict(W="kernel", b="bias"),
)
