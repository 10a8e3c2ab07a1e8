"""nn.LSTM has two biases, which both take every step: their sum learns twice as fast as the one bias of Keras.

It returns the states of all steps, of which the last is picked; a Keras layer returns the last alone.
"""

import numpy as np

from comparisons.concepts.initializers.orthogonal import NO_QR
from comparisons.concepts.optimizers.momentum import ROUNDED
from comparisons.concepts.recurrent.lstm import NO_PRIMITIVE
from comparisons.declaring.concept import Concept
from comparisons.declaring.data import sunspots
from comparisons.declaring.differing import Differs, rewritten, through_float32
from comparisons.declaring.scores import r2, r2_over_naive, root_mean_squared_error
from scratch.models.lstm_forecaster import forecast, loss_of, lstm_forecaster
from scratch.recurrent.lstm import lstm


def start(h, i):
    """Let the forget gates start open, the other biases from 0, so that nothing is forgotten yet."""
    return dict(b=np.repeat([0.0, 1.0, 0.0, 0.0], h), b_y=np.zeros(i))


def data(h, i, still=False):
    """Let the output start from zeros, if the unit is to stay as it is: nothing comes back to it in the first step."""
    return dict(W_y=np.zeros((h, i))) if still else {}


def with_two_biases(x, U, W, b):
    """Send to the sum of two biases what is sent to each of them."""
    outputs, backward = lstm(x, U, W, b)

    def backward_to_both(dh, dc):
        gradients = backward(dh, dc)
        return gradients | dict(b=2 * gradients["b"])

    return outputs, backward_to_both


TWICE = dict(
    twice="nn.LSTM has two biases, and each takes the step: their sum, which is b, moves twice as far"
)
FORECAST = rewritten(forecast, lstm=with_two_biases)

concept = Concept(
    __name__,
    cases=[
        dict(n=7, t=4, i=2, h=3, batch_size=3, epochs=2),
        dict(n=1, t=1, i=1, h=1, epochs=2, momentum=0.0),
        dict(n=3, t=2, i=1, h=2, epochs=1, still=True),
        dict(data=sunspots, h=16, epochs=20, dtypes=("float32",)),
    ],
    timing=dict(n=512, t=12, i=1, h=32, epochs=1),
    data=data,
    start=start,
    pytorch=dict(
        W="lstm.weight_ih_l0: i k -> k i",
        U="lstm.weight_hh_l0: h k -> k h",
        b="lstm.bias_ih_l0 + lstm.bias_hh_l0",
        W_y="output.weight: i o -> o i",
        b_y="output.bias",
    ),
    keras=dict(
        W="lstm_cell/kernel",
        U="lstm_cell/recurrent_kernel",
        b="lstm_cell/bias",
        W_y="output/kernel",
        b_y="output/bias",
    ),
    differs=dict(
        pytorch=Differs(rewritten(lstm_forecaster, loss_of=rewritten(loss_of, forecast=FORECAST)), TWICE),
        keras=Differs(through_float32(lstm_forecaster, "momentum"), dict(rounded=ROUNDED)),
    ),
    score=dict(root_mean_squared_error=root_mean_squared_error, r2=r2, r2_over_naive=r2_over_naive),
    refuses=NO_PRIMITIVE | NO_QR,
)
