"""PyTorch has it as a convolution in c groups, Keras as a layer of its own; y's channels lie in the same order in both.

The kernels of one channel lie beside each other, so that Keras's multiplier m is the last axis of its kernel and goes
into PyTorch's first.
"""

from comparisons.declaring.concept import Concept

concept = Concept(
    __name__,
    cases=[
        dict(n=2, h=5, w=6, c=3, p=3, q=2, k=6, given=("b",)),
        dict(n=2, h=5, w=7, c=2, p=3, q=3, k=2, stride=2, padding="same", given=("b",)),
        dict(n=2, h=6, w=7, c=2, p=2, q=3, k=2, stride=2, padding=1),
        dict(n=1, h=7, w=6, c=2, p=2, q=2, k=4, stride=3, dilation=2, padding="same"),
        dict(n=1, h=7, w=8, c=3, p=3, q=2, k=6, dilation=(2, 3), padding=((0, 1), (2, 1)), given=("b",)),
        dict(n=2, h=6, w=5, c=2, p=1, q=2, k=4, stride=(2, 3), given=("b",)),
        dict(n=2, h=4, w=5, c=1, p=3, q=3, k=3, padding="same"),
        dict(n=1, h=1, w=1, c=1, p=1, q=1, k=1, padding="valid", given=("b",)),
    ],
    timing=dict(n=32, h=28, w=28, c=32, p=3, q=3, k=32, padding=1, given=("b",)),
    pytorch=dict(x="n h w c -> n c h w", W="weight: p q 1 k -> k 1 p q", b="bias", y="n h w k -> n k h w"),
    keras=dict(W="kernel: p q 1 (c m) -> p q c m", b="bias"),
)
