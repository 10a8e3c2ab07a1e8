"""The encoder hands over both of its last states, h before c in either framework; in Keras return_state asks for them.

Every step goes out alike through keras.layers.Dense and through nn.Linear, without TimeDistributed or a loop.
"""

from comparisons.concepts.initializers.orthogonal import NO_QR
from comparisons.concepts.recurrent.lstm import CANCELS, NO_PRIMITIVE, rounded_lstm
from comparisons.declaring.concept import Concept
from comparisons.declaring.differing import Differs, rewritten
from scratch.recurrent.seq2seq import seq2seq


def data(rng, h, saturated=0):
    """Draw biases of which each opens or shuts its gate, by so much."""
    return {name: rng.choice([-1, 1], 4 * h) * saturated for name in ("b", "b_dec") if saturated}


ROUNDED = Differs(rewritten(seq2seq, lstm=rounded_lstm), CANCELS, rearranged=True)
GATES = "i k -> k i"

concept = Concept(
    __name__,
    cases=[
        dict(n=3, s=5, t=4, i=4, j=3, h=6, k=5),
        dict(n=1, s=1, t=1, i=1, j=1, h=1, k=1),
        dict(n=2, s=1, t=6, i=2, j=4, h=3, k=2),
        dict(n=2, s=12, t=1, i=3, j=3, h=4, k=3),
        dict(n=2, s=3, t=2, i=2, j=2, h=4, k=3, saturated=20),
    ],
    timing=dict(n=32, s=16, t=16, i=64, j=64, h=128, k=256),
    data=data,
    pytorch=dict(
        W=f"encoder.weight_ih_l0: {GATES}",
        U=f"encoder.weight_hh_l0: {GATES}",
        b="encoder.bias_ih_l0 + encoder.bias_hh_l0",
        W_dec=f"decoder.weight_ih_l0: {GATES}",
        U_dec=f"decoder.weight_hh_l0: {GATES}",
        b_dec="decoder.bias_ih_l0 + decoder.bias_hh_l0",
        W_out="output.weight: i k -> k i",
        b_out="output.bias",
    ),
    keras=dict(
        W="encoder/lstm_cell/kernel",
        U="encoder/lstm_cell/recurrent_kernel",
        b="encoder/lstm_cell/bias",
        W_dec="decoder/lstm_cell/kernel",
        U_dec="decoder/lstm_cell/recurrent_kernel",
        b_dec="decoder/lstm_cell/bias",
        W_out="output/kernel",
        b_out="output/bias",
    ),
    differs=dict(pytorch=ROUNDED, keras=ROUNDED),
    refuses=NO_PRIMITIVE | NO_QR,
)
