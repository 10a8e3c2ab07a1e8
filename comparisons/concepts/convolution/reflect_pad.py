"""Both mirror the image without repeating its edge, and refuse a border as long as the image."""

from comparisons.declaring.concept import Concept

concept = Concept(
    __name__,
    cases=[
        dict(n=2, h=4, w=5, c=3),
        dict(n=2, h=5, w=4, c=1, padding=(2, 1)),
        dict(n=2, h=3, w=4, c=2, padding=((2, 0), (1, 2))),
        dict(n=1, h=4, w=3, c=2, padding=((3, 3), (2, 2))),
        dict(n=1, h=1, w=1, c=2, padding=0),
    ],
    timing=dict(n=32, h=28, w=28, c=32),
    refuses={
        "keras-torch": {
            "is not supported for 4D input tensor": "without a border Keras on torch hands PyTorch one axis to pad, of "
            "a batch of images"
        }
    },
    pytorch=dict(x="n h w c -> n c h w", y="n h w c -> n c h w"),
)
