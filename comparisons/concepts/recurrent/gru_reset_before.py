"""A GRU of the paper, or of old Keras models, is none of nn.GRU with the same weights, which resets after the product.

Keras does either: before with reset_after=False, and then it has one bias; after it by default, and then it has two.
"""

import numpy as np

from comparisons.concepts.initializers.orthogonal import NO_QR
from comparisons.concepts.recurrent.gru import CANCELS, HELPERS
from comparisons.declaring.concept import Concept
from comparisons.declaring.differing import Differs, rewritten
from scratch.recurrent.gru import gru
from scratch.recurrent.gru_reset_before import gru_reset_before


def data(rng, h, saturated=0):
    """Draw biases of which each opens or shuts its gate, by so much."""
    return dict(b=rng.choice([-1, 1], 3 * h) * saturated) if saturated else {}


ROUNDED = Differs(rewritten(gru_reset_before, **HELPERS), CANCELS, rearranged=True)


def reset_after(x, U, W, b, h0=None):
    """The gate of what is made of the state, as PyTorch and Keras have it."""
    return gru(x, U, W, b, np.zeros_like(b), h0)[0]


concept = Concept(
    __name__,
    cases=[
        dict(n=3, t=5, i=4, h=6),
        dict(n=1, t=1, i=1, h=1),
        dict(n=2, t=20, i=3, h=5),
        dict(n=2, t=3, i=2, h=4, saturated=20),
        dict(n=3, t=5, i=4, h=6, given=("h0",)),
        dict(n=1, t=1, i=1, h=1, given=("h0",)),
        dict(n=2, t=3, i=2, h=4, saturated=20, given=("h0",)),
    ],
    timing=dict(n=32, t=32, i=64, h=128),
    data=data,
    pytorch=dict(W="input.weight: i k -> k i", U="state.weight: h k -> k h", b="input.bias"),
    keras=dict(
        W="kernel: i [r z g] -> i [z r g]",
        U="recurrent_kernel: h [r z g] -> h [z r g]",
        b="bias: [r z g] -> [z r g]",
    ),
    differs=dict(pytorch=ROUNDED, keras=ROUNDED),
    refuses=NO_QR,
    relatives={"the reset gate acts after the product (cuDNN, PyTorch, Keras)": reset_after},
)
