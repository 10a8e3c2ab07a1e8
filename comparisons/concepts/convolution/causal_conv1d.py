"""Keras has it as a padding, "causal"; in PyTorch zeros are laid before the sequence, as many as D (p − 1)."""

from comparisons.declaring.concept import Concept

concept = Concept(
    __name__,
    cases=[
        dict(n=2, t=6, c=3, p=3, k=2, given=("b",)),
        dict(n=2, t=7, c=4, p=2, k=4, dilation=4, groups=2, given=("b",)),
        dict(n=2, t=7, c=2, p=3, k=2, stride=2),
        dict(n=1, t=8, c=2, p=2, k=2, stride=3, dilation=2, given=("b",)),
        dict(n=2, t=3, c=3, p=5, k=3, groups=3),
        dict(n=1, t=1, c=1, p=2, k=1, given=("b",)),
    ],
    timing=dict(n=32, t=128, c=64, p=2, k=64, dilation=8, given=("b",)),
    pytorch=dict(x="n t c -> n c t", W="weight: p c k -> k c p", b="bias", y="n t k -> n k t"),
    keras=dict(W="kernel", b="bias"),
)
