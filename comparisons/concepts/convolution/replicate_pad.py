"""PyTorch has a layer for it, Keras on TensorFlow no mode: a port takes rows and columns by number."""

from comparisons.declaring.concept import Concept

concept = Concept(
    __name__,
    cases=[
        dict(n=2, h=4, w=5, c=3),
        dict(n=2, h=5, w=4, c=1, padding=(2, 1)),
        dict(n=2, h=3, w=4, c=2, padding=((2, 0), (1, 2))),
        dict(n=1, h=1, w=1, c=2, padding=3),
        dict(n=1, h=2, w=1, c=1, padding=((0, 4), (0, 0))),
    ],
    timing=dict(n=32, h=28, w=28, c=32),
    pytorch=dict(x="n h w c -> n c h w", y="n h w c -> n c h w"),
    refuses={
        "pytorch under compile": {
            "replication_pad2d_backward": "torch.compile expects the gradient of images whose channels come last "
            "in another layout than it has"
        }
    },
)
