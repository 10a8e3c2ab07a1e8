"""In both it is a convolution whose stride is its kernel, and rows and columns that are left over go without a word."""

from comparisons.declaring.concept import Concept

concept = Concept(
    __name__,
    cases=[
        dict(n=2, h=6, w=4, c=3, p=3, q=2, d=5, given=("b",)),
        dict(n=2, h=5, w=7, c=2, p=2, q=3, d=3),
        dict(n=1, h=4, w=4, c=1, p=4, q=4, d=2, given=("b",)),
        dict(n=1, h=1, w=1, c=1, p=1, q=1, d=1, given=("b",)),
    ],
    timing=dict(n=32, h=64, w=64, c=3, p=16, q=16, d=192, given=("b",)),
    pytorch=dict(x="n h w c -> n c h w", W="weight: p q c d -> d c p q", b="bias"),
    keras=dict(W="kernel", b="bias"),
)
