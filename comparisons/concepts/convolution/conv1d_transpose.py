"""Of what is cut off PyTorch takes as much from either end, Keras's "same" one more from the end if it is odd.

Where the stride is larger than the kernel, PyTorch ends with the last kernel, Keras S steps after where that starts:
what is between is b.
"""

from comparisons.declaring.concept import Concept

concept = Concept(
    __name__,
    cases=[
        dict(n=2, t=4, c=3, p=3, k=2, given=("b",)),
        dict(n=2, t=5, c=2, p=3, k=3, stride=2, padding=1, output_padding=1, given=("b",)),
        dict(n=2, t=5, c=2, p=3, k=3, stride=2, padding="same", given=("b",)),
        dict(n=2, t=3, c=2, p=4, k=2, stride=3, padding="same", output_padding=2),
        dict(n=2, t=3, c=2, p=2, k=3, stride=4, padding="valid", given=("b",)),
        dict(n=2, t=3, c=2, p=2, k=3, stride=4, given=("b",)),
        dict(n=2, t=4, c=4, p=3, k=1, groups=2, stride=2, dilation=2, padding=(1, 2)),
        dict(n=1, t=1, c=1, p=2, k=1, stride=2, padding="same", given=("b",)),
    ],
    timing=dict(n=32, t=64, c=64, p=4, k=32, stride=2, padding="same", given=("b",)),
    pytorch=dict(x="n t c -> n c t", W="weight: p k c -> c k p", b="bias", y="n t k -> n k t"),
    keras=dict(W="kernel", b="bias"),
)
