"""nn.LSTM stacks by num_layers; in Keras each layer but the last needs return_sequences, or the next gets no sequence.

PyTorch has the layers before the sequences in h0, c0 and last states, though batch_first is set.
"""

from comparisons.concepts.initializers.orthogonal import NO_QR
from comparisons.concepts.recurrent.lstm import CANCELS, NO_PRIMITIVE, rounded_lstm
from comparisons.declaring.concept import Concept
from comparisons.declaring.differing import Differs, rewritten
from scratch.recurrent.stacked_lstm import stacked_lstm


def data(rng, l, h, saturated=0):
    """Draw biases of which each opens or shuts its gate, by so much."""
    return dict(b=rng.choice([-1, 1], (l, 4 * h)) * saturated) if saturated else {}


ROUNDED = Differs(rewritten(stacked_lstm, lstm=rounded_lstm), CANCELS, rearranged=True)

concept = Concept(
    __name__,
    cases=[
        dict(n=3, t=5, i=4, h=6, l=2),
        dict(n=1, t=1, i=1, h=1, l=2),
        dict(n=2, t=7, i=3, h=2, l=4),
        dict(n=2, t=3, i=2, h=4, l=2, saturated=20),
        dict(n=3, t=4, i=2, h=3, l=3, given=("h0", "c0")),
    ],
    timing=dict(n=32, t=32, i=64, h=128, l=2),
    data=data,
    pytorch=dict(
        W="weight_ih_l0: i k -> k i",
        W_above="weight_ih_l{1..}: l h k -> l k h",
        U="weight_hh_l{0..}: l h k -> l k h",
        b="bias_ih_l{0..} + bias_hh_l{0..}",
    ),
    keras=dict(
        W="layer_0/lstm_cell/kernel",
        W_above="layer_{1..}/lstm_cell/kernel",
        U="layer_{0..}/lstm_cell/recurrent_kernel",
        b="layer_{0..}/lstm_cell/bias",
        h0="l n h -> n l h",
        c0="l n h -> n l h",
        h="l n h -> n l h",
        c="l n h -> n l h",
    ),
    differs=dict(pytorch=ROUNDED, keras=ROUNDED),
    refuses=NO_PRIMITIVE | NO_QR,
)
