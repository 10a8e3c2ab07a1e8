"""Keras has a layer, PyTorch none: a cell of two nn.Conv2d is the same, that of the state with "same" and without bias.

Neither has the paper's peepholes: weights of a model that has them find no place.
"""

from comparisons.concepts.initializers.orthogonal import NO_QR
from comparisons.concepts.recurrent.lstm import CANCELS, rounded_factors
from comparisons.declaring.concept import Concept
from comparisons.declaring.differing import Differs, rewritten
from scratch.recurrent.conv_lstm2d import conv_lstm2d


def data(rng, k, saturated=0):
    """Draw biases of which each opens or shuts its gate, by so much."""
    return dict(b=rng.choice([-1, 1], 4 * k) * saturated) if saturated else {}


ROUNDED = Differs(rewritten(conv_lstm2d, factors=rounded_factors), CANCELS, rearranged=True)

concept = Concept(
    __name__,
    cases=[
        dict(n=2, t=3, h=5, w=4, c=3, p=3, q=2, k=2, padding="same"),
        dict(n=1, t=1, h=1, w=1, c=1, p=1, q=1, k=1),
        dict(n=2, t=4, h=6, w=5, c=1, p=3, q=3, k=2),
        dict(n=1, t=2, h=7, w=6, c=2, p=2, q=3, k=3, stride=2),
        dict(n=1, t=2, h=7, w=7, c=1, p=3, q=2, k=2, dilation=2),
        dict(n=2, t=2, h=3, w=3, c=2, p=3, q=3, k=2, padding="same", saturated=20),
    ],
    timing=dict(n=16, t=4, h=16, w=16, c=8, p=3, q=3, k=16, padding="same"),
    data=data,
    pytorch=dict(
        x="n t h w c -> n t c h w",
        W="input.weight: p q c k -> k c p q",
        U="state.weight: p q c k -> k c p q",
        b="input.bias",
        y="n t h w k -> n t k h w",
        c="n h w k -> n k h w",
    ),
    keras=dict(W="kernel", U="recurrent_kernel", b="bias"),
    differs=dict(pytorch=ROUNDED, keras=ROUNDED),
    refuses=NO_QR,
)
