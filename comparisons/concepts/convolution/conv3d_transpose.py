"""A kernel of 4 with stride 2 is cut alike in both (PyTorch: padding 1; Keras: "same"), one of 3 at another end."""

from comparisons.declaring.concept import Concept

concept = Concept(
    __name__,
    cases=[
        dict(n=2, d=2, h=3, w=2, c=2, p=2, q=1, r=3, k=3, given=("b",)),
        dict(
            n=1, d=2, h=3, w=2, c=2, p=3, q=3, r=3, k=2, stride=2, padding=1, output_padding=1, given=("b",)
        ),
        dict(n=1, d=3, h=2, w=2, c=2, p=3, q=2, r=4, k=2, stride=2, padding="same", given=("b",)),
        dict(
            n=1,
            d=2,
            h=2,
            w=2,
            c=2,
            p=3,
            q=1,
            r=2,
            k=2,
            stride=(1, 2, 3),
            padding="same",
            output_padding=(0, 1, 2),
        ),
        dict(n=1, d=2, h=2, w=1, c=2, p=1, q=2, r=1, k=2, stride=3, padding="valid", given=("b",)),
        dict(
            n=1,
            d=2,
            h=3,
            w=2,
            c=2,
            p=2,
            q=1,
            r=2,
            k=2,
            groups=2,
            dilation=(2, 1, 3),
            padding=((1, 0), (0, 1), (2, 1)),
        ),
        dict(n=1, d=1, h=1, w=1, c=1, p=2, q=2, r=2, k=1, stride=2, padding="same", given=("b",)),
    ],
    timing=dict(n=16, d=4, h=4, w=4, c=32, p=4, q=4, r=4, k=16, stride=2, padding="same", given=("b",)),
    pytorch=dict(
        x="n d h w c -> n c d h w", W="weight: p q r k c -> c k p q r", b="bias", y="n d h w k -> n k d h w"
    ),
    keras=dict(W="kernel", b="bias"),
)
