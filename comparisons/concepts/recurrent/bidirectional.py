"""Of the backward direction, PyTorch's h[:, -1] holds what it knows after a single step.

Keras's layer without return_sequences returns what it knows after all of them, which stands in h[:, 0].
"""

from comparisons.concepts.initializers.orthogonal import NO_QR
from comparisons.concepts.recurrent.lstm import CANCELS, NO_PRIMITIVE, rounded_lstm
from comparisons.declaring.concept import Concept
from comparisons.declaring.differing import Differs, rewritten
from scratch.recurrent.bidirectional import bidirectional


def data(rng, h, saturated=0):
    """Draw biases of which each opens or shuts its gate, by so much."""
    return {name: rng.choice([-1, 1], 4 * h) * saturated for name in ("b", "b_back") if saturated}


ROUNDED = Differs(rewritten(bidirectional, lstm=rounded_lstm), CANCELS, rearranged=True)

concept = Concept(
    __name__,
    cases=[
        dict(n=3, t=5, i=4, h=6),
        dict(n=1, t=1, i=1, h=1),
        dict(n=2, t=20, i=1, h=3),
        dict(n=2, t=3, i=2, h=4, saturated=20),
    ],
    timing=dict(n=32, t=32, i=64, h=128),
    data=data,
    pytorch=dict(
        W="weight_ih_l0: i k -> k i",
        U="weight_hh_l0: h k -> k h",
        b="bias_ih_l0 + bias_hh_l0",
        W_back="weight_ih_l0_reverse: i k -> k i",
        U_back="weight_hh_l0_reverse: h k -> k h",
        b_back="bias_ih_l0_reverse + bias_hh_l0_reverse",
    ),
    keras=dict(
        W="forward_lstm/lstm_cell/kernel",
        U="forward_lstm/lstm_cell/recurrent_kernel",
        b="forward_lstm/lstm_cell/bias",
        W_back="backward_lstm/lstm_cell/kernel",
        U_back="backward_lstm/lstm_cell/recurrent_kernel",
        b_back="backward_lstm/lstm_cell/bias",
    ),
    differs=dict(pytorch=ROUNDED, keras=ROUNDED),
    refuses=NO_PRIMITIVE | NO_QR,
)
