"""PyTorch takes lengths and runs no step of the padding; a Keras layer takes a mask and waits with its state."""

import numpy as np

from comparisons.concepts.initializers.orthogonal import NO_QR
from comparisons.concepts.optimizers.momentum import ROUNDED
from comparisons.declaring.concept import Concept
from comparisons.declaring.data import digit_strokes
from comparisons.declaring.differing import Differs, through_float32
from comparisons.declaring.scores import categorical_accuracy
from scratch.models.gru_classifier import gru_classifier


def data(rng, n, t, k):
    """Draw sequences of any length, the first of one step."""
    return dict(last=np.append(0, rng.integers(0, t, n - 1)), y=rng.integers(0, k, n))


concept = Concept(
    __name__,
    cases=[
        dict(n=7, t=4, i=3, h=4, k=3, batch_size=3, epochs=2),
        dict(n=1, t=1, i=1, h=1, k=1, epochs=2, momentum=0.0, dtypes=("float64",)),
        dict(data=digit_strokes, h=32, k=10, learning_rate=0.2, epochs=2, dtypes=("float32",)),
    ],
    timing=dict(n=512, t=8, i=8, h=32, k=10, epochs=1),
    data=data,
    pytorch=dict(
        W="gru.weight_ih_l0: i k -> k i",
        U="gru.weight_hh_l0: h k -> k h",
        b_x="gru.bias_ih_l0",
        b_h="gru.bias_hh_l0",
        W_y="output.weight: i o -> o i",
        b_y="output.bias",
    ),
    keras=dict(
        W="gru_cell/kernel: i [r z g] -> i [z r g]",
        U="gru_cell/recurrent_kernel: h [r z g] -> h [z r g]",
        b_x="gru_cell/bias[0]: [r z g] -> [z r g]",
        b_h="gru_cell/bias[1]: [r z g] -> [z r g]",
        W_y="output/kernel",
        b_y="output/bias",
    ),
    differs=dict(keras=Differs(through_float32(gru_classifier, "momentum"), dict(rounded=ROUNDED))),
    score=dict(accuracy=categorical_accuracy),
    refuses=NO_QR,
)
