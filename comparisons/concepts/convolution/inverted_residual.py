"""Where a stride of 2 meets an even size, "same" lays one row of zeros after the image, padding 1 one on either side.

So a PyTorch model with padding 1 is carried to Keras with ZeroPadding2D(1) before a "valid" kernel.
"""

from comparisons.declaring.concept import Concept


def data(rng, e):
    """Draw biases that lead beyond both corners of ReLU6."""
    return dict(b_e=rng.uniform(-1, 7, e), b_d=rng.uniform(-1, 7, e))


THREE = dict(p=3, q=3)

concept = Concept(
    __name__,
    cases=[
        dict(n=2, h=4, w=5, c=3, e=6, **THREE, k=3),
        dict(n=2, h=5, w=7, c=2, e=4, **THREE, k=3, stride=2),
        dict(n=1, h=6, w=4, c=2, e=4, **THREE, k=2, stride=2),
        dict(n=1, h=6, w=4, c=2, e=4, **THREE, k=2, stride=2, padding=1),
        dict(n=2, h=4, w=3, c=2, e=4, p=3, q=2, k=2, padding=((2, 0), (0, 1))),
        dict(n=1, h=4, w=3, c=2, e=3, p=2, q=1, k=2, padding="valid"),
        dict(n=1, h=1, w=1, c=2, e=3, **THREE, k=2, stride=2),
        dict(n=1, h=1, w=1, c=1, e=1, p=1, q=1, k=1),
    ],
    timing=dict(n=32, h=14, w=14, c=32, e=192, **THREE, k=32),
    data=data,
    pytorch=dict(
        x="n h w c -> n c h w",
        W_e="expand.weight: c e -> e c 1 1",
        b_e="expand.bias",
        W_d="depthwise.weight: p q 1 e -> e 1 p q",
        b_d="depthwise.bias",
        W_p="project.weight: e k -> k e 1 1",
        b_p="project.bias",
        y="n h w k -> n k h w",
    ),
    keras=dict(
        W_e="expand/kernel: c e -> 1 1 c e",
        b_e="expand/bias",
        W_d="depthwise/kernel: p q 1 e -> p q e 1",
        b_d="depthwise/bias",
        W_p="project/kernel: e k -> 1 1 e k",
        b_p="project/bias",
    ),
)
