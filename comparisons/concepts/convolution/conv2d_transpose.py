"""One kernel in two layouts. PyTorch cuts off as much before as after, and Keras's "same" what leaves S h rows of h.

Of a kernel of 3 and stride 2, PyTorch (padding 1, output padding 1) cuts off the first row, Keras ("same") the last:
both leave 2 h, which are the same one row later in Keras. A kernel of 4 loses one on either side in both: it can be
carried over as it is.
"""

from comparisons.declaring.concept import Concept

concept = Concept(
    __name__,
    cases=[
        dict(n=2, h=3, w=4, c=3, p=3, q=2, k=4, given=("b",)),
        dict(n=2, h=3, w=4, c=2, p=3, q=3, k=3, stride=2, padding=1, output_padding=1, given=("b",)),
        dict(n=2, h=3, w=5, c=2, p=3, q=3, k=3, stride=2, padding="same", given=("b",)),
        dict(n=2, h=3, w=2, c=2, p=4, q=5, k=2, stride=2, padding="same"),
        dict(n=2, h=3, w=2, c=2, p=5, q=3, k=2, stride=(3, 2), padding="same", output_padding=(0, 1)),
        dict(n=2, h=3, w=2, c=2, p=2, q=1, k=3, stride=3, given=("b",)),
        dict(n=2, h=2, w=3, c=2, p=2, q=3, k=2, stride=3, padding="valid", given=("b",)),
        dict(n=1, h=3, w=2, c=2, p=2, q=2, k=2, stride=3, padding="valid", output_padding=(0, 2)),
        dict(n=2, h=4, w=3, c=4, p=3, q=2, k=3, groups=2, dilation=(2, 3), padding=(2, 1), given=("b",)),
        dict(n=2, h=3, w=4, c=2, p=2, q=3, k=2, stride=2, padding=((0, 1), (2, 1)), dilation=2),
        dict(n=2, h=3, w=2, c=3, p=4, q=4, k=1, groups=3, stride=2, padding=1),
        dict(n=1, h=1, w=1, c=1, p=3, q=2, k=1, stride=2, padding="same", given=("b",)),
    ],
    timing=dict(n=32, h=14, w=14, c=32, p=3, q=3, k=16, stride=2, padding="same", given=("b",)),
    pytorch=dict(x="n h w c -> n c h w", W="weight: p q k c -> c k p q", b="bias", y="n h w k -> n k h w"),
    keras=dict(W="kernel", b="bias"),
)
