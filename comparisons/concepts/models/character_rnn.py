"""nn.CrossEntropyLoss wants the classes on the second axis, n v t; the losses of Keras have them on the last."""

import numpy as np

from comparisons.concepts.initializers.orthogonal import NO_QR
from comparisons.concepts.models.lstm_forecaster import TWICE, with_two_biases
from comparisons.concepts.optimizers.momentum import ROUNDED
from comparisons.concepts.recurrent.lstm import NO_PRIMITIVE
from comparisons.declaring.concept import Concept
from comparisons.declaring.data import letters
from comparisons.declaring.differing import Differs, rewritten, through_float32
from comparisons.declaring.scores import categorical_accuracy
from scratch.models.character_rnn import character_rnn, logits, loss_of


def data(rng, n, t, v, h, still=False):
    """Draw a text; let the output start from zeros, if the unit is to stay as it is in the first step."""
    text = rng.integers(0, v, (n, t + 1))
    return dict(x=text[:, :-1], y=text[:, 1:]) | (dict(W_y=np.zeros((h, v))) if still else {})


def start(h, v):
    """Let the forget gates start open, the other biases from 0."""
    return dict(b=np.repeat([0.0, 1.0, 0.0, 0.0], h), b_y=np.zeros(v))


LOGITS = rewritten(logits, lstm=with_two_biases)

concept = Concept(
    __name__,
    cases=[
        dict(n=5, t=4, v=6, d=3, h=4, batch_size=2, epochs=2),
        dict(n=1, t=1, v=1, d=1, h=1, epochs=2, momentum=0.0),
        dict(n=3, t=3, v=2, d=1, h=2, epochs=1, still=True),
        dict(data=letters, v=27, d=16, h=64, learning_rate=1.0, batch_size=8, epochs=10, dtypes=("float32",)),
    ],
    timing=dict(n=64, t=32, v=32, d=16, h=64, epochs=1),
    data=data,
    start=start,
    pytorch=dict(
        E="embedding.weight",
        W="lstm.weight_ih_l0: i k -> k i",
        U="lstm.weight_hh_l0: h k -> k h",
        b="lstm.bias_ih_l0 + lstm.bias_hh_l0",
        W_y="output.weight: i o -> o i",
        b_y="output.bias",
    ),
    keras=dict(
        E="embeddings",
        W="lstm_cell/kernel",
        U="lstm_cell/recurrent_kernel",
        b="lstm_cell/bias",
        W_y="output/kernel",
        b_y="output/bias",
    ),
    differs=dict(
        pytorch=Differs(rewritten(character_rnn, loss_of=rewritten(loss_of, logits=LOGITS)), TWICE),
        keras=Differs(through_float32(character_rnn, "momentum"), dict(rounded=ROUNDED)),
    ),
    score=dict(accuracy=categorical_accuracy),
    refuses=NO_PRIMITIVE | NO_QR,
)
