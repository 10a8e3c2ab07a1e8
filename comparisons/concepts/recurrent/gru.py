"""The same three gates in another order: PyTorch begins with reset, Keras with update."""

import numpy as np

from comparisons.concepts.initializers.orthogonal import NO_QR
from comparisons.declaring.concept import Concept
from comparisons.declaring.differing import Differs, rewritten
from scratch.activations.sigmoid import sigma
from scratch.mixing import mixed
from scratch.recurrent.gru import gru
from scratch.recurrent.gru_reset_before import gru_reset_before


def data(rng, h, saturated=0):
    """Draw biases of which each opens or shuts its gate, by so much."""
    return dict(b_x=rng.choice([-1, 1], 3 * h) * saturated) if saturated else {}


HELPERS = dict(complement=lambda z: 1 - sigma(z))
HELPERS |= dict(mixed=rewritten(mixed, **HELPERS))
CANCELS = dict(cancels="1 − σ(z) is taken as it is written, and is lost where σ(z) rounds to 1; it is σ(−z)")
ROUNDED = Differs(rewritten(gru, **HELPERS), CANCELS, rearranged=True)


def reset_before(x, U, W, b_x, b_h, h0=None):
    """The gate of the state itself, and not of what is made of it."""
    h, backward = gru_reset_before(x, U, W, b_x + b_h, h0)

    def back(dh):
        gradients = backward(dh)
        b = gradients.pop("b")
        return gradients | dict(b_x=b, b_h=b)

    return h, back


def one_bias(x, U, W, b_x, b_h, h0=None):
    """Both biases outside of what the reset gate shuts."""
    return gru(x, U, W, b_x + b_h, np.zeros_like(b_h), h0)[0]


concept = Concept(
    __name__,
    cases=[
        dict(n=3, t=5, i=4, h=6),
        dict(n=1, t=1, i=1, h=1),
        dict(n=2, t=40, i=3, h=5),
        dict(n=2, t=3, i=2, h=4, saturated=20),
        dict(n=3, t=5, i=4, h=6, given=("h0",)),
        dict(n=1, t=1, i=1, h=1, given=("h0",)),
        dict(n=2, t=3, i=2, h=4, saturated=20, given=("h0",)),
    ],
    timing=dict(n=32, t=32, i=64, h=128),
    data=data,
    pytorch=dict(
        W="weight_ih_l0: i k -> k i", U="weight_hh_l0: h k -> k h", b_x="bias_ih_l0", b_h="bias_hh_l0"
    ),
    keras=dict(
        W="kernel: i [r z g] -> i [z r g]",
        U="recurrent_kernel: h [r z g] -> h [z r g]",
        b_x="bias[0]: [r z g] -> [z r g]",
        b_h="bias[1]: [r z g] -> [z r g]",
    ),
    differs=dict(pytorch=ROUNDED, keras=ROUNDED),
    refuses=NO_QR,
    relatives={
        "the reset gate acts before the product (Cho et al. 2014)": reset_before,
        "the recurrent bias of the candidate lies outside of the reset gate": one_bias,
    },
)
