"""One recurrence in three layouts: PyTorch keeps weights as rows, Keras as columns."""

import numpy as np

from comparisons.concepts.initializers.orthogonal import NO_QR
from comparisons.declaring.concept import Concept
from comparisons.declaring.differing import Differs, rewritten
from scratch.activations.sigmoid import sigma
from scratch.gates import factors, opened
from scratch.recurrent.lstm import lstm


def data(rng, h, saturated=0):
    """Draw biases of which each opens or shuts its gate, by so much."""
    return dict(b=rng.choice([-1, 1], 4 * h) * saturated) if saturated else {}


rounded_factors = rewritten(factors, complement=lambda z: 1 - sigma(z))
rounded_lstm = rewritten(lstm, factors=rounded_factors)
CANCELS = dict(cancels="1 − σ(z) is taken as it is written, and is lost where σ(z) rounds to 1; it is σ(−z)")
ROUNDED = Differs(rounded_lstm, CANCELS, rearranged=True)


NO_PRIMITIVE = {
    "pytorch in mixed_float16": {
        "could not create a primitive descriptor for the LSTM": "oneDNN has no LSTM in float16 on this processor"
    }
}


def remembering(x, U, W, b, *others):
    """An LSTM whose forget gate has 1 more, as Keras's bias begins."""
    first = np.arange(len(b)) // (len(b) // 4) == 1
    return lstm(x, U, W, b + first, *others)


def opened_together(z):
    """Gates of which the forget gate is what the input gate leaves."""
    i, _, g, o = np.split(opened(z), 4, axis=-1)
    return np.concatenate([i, 1 - i, g, o], axis=-1)


def coupled(*arrays):
    """An LSTM that forgets as much as it takes in; of its gradients nothing is said."""
    return rewritten(lstm, opened=opened_together)(*arrays)[0]


concept = Concept(
    __name__,
    cases=[
        dict(n=3, t=5, i=4, h=6),
        dict(n=1, t=1, i=1, h=1),
        dict(n=2, t=40, i=3, h=5),
        dict(n=2, t=3, i=2, h=4, saturated=20),
        dict(n=3, t=5, i=4, h=6, given=("h0", "c0")),
        dict(n=1, t=1, i=1, h=1, given=("h0", "c0")),
        dict(n=2, t=3, i=2, h=4, saturated=20, given=("h0", "c0")),
        dict(n=3, t=5, i=4, h=6, r=2, given=("W_r",)),
        dict(n=2, t=3, i=2, h=4, r=3, saturated=20, given=("W_r",)),
        dict(n=1, t=4, i=1, h=2, r=1, given=("h0", "c0", "W_r")),
    ],
    timing=dict(n=32, t=32, i=64, h=128),
    data=data,
    pytorch=dict(
        W="weight_ih_l0: i k -> k i",
        U="weight_hh_l0: h k -> k h",
        b="bias_ih_l0 + bias_hh_l0",
        W_r="weight_hr_l0: h r -> r h",
    ),
    keras=dict(W="kernel", U="recurrent_kernel", b="bias", W_r="projection"),
    differs=dict(pytorch=ROUNDED, keras=ROUNDED),
    refuses=dict(
        pytorch={
            "proj_size has to be smaller than hidden_size": "a projection must leave fewer than the hidden units"
        }
    )
    | NO_PRIMITIVE
    | NO_QR,
    relatives={
        "the forget gate's bias is 1 more, which Keras only begins with": remembering,
        "the gates are coupled: f is 1 − i": coupled,
    },
)
