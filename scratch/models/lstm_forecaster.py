r"""LSTM forecaster: a window of the past is read step by step, and the state after the last says what comes next.

    h₁ … h_t = lstm(x; W, U, b)                 :mod:`scratch.recurrent.lstm`
    ŷ = h_t W_y + b_y                           the next number of every series
    L = mean_{n,i} (ŷ − y)²

What is worth something is what beats the naive forecast, that the next number will be like the last.

Axes: n windows, t steps, i series that are read and forecast together, h hidden units. y is what came after each
window. Returns the final weights, and loss, the mean loss of each epoch as its minibatches saw it (epochs).

Source: Hochreiter & Schmidhuber, *Long Short-Term Memory*, Neural Computation 9(8), 1997; Gers, Eck & Schmidhuber,
*Applying LSTM to Time Series Predictable through Time-Window Approaches*, ICANN 2001, which forecasts from windows.
"""

from scratch.chain import at_step
from scratch.checked import checked
from scratch.linear.dense import dense
from scratch.losses.mean_squared_error import mean_squared_error
from scratch.recurrent.lstm import lstm
from scratch.signature import Fixed, Float, Run, Share
from scratch.training import predictor, train


def forecast(chain, x, U, W, b, W_y, b_y):
    """Return the forecast ŷ of what comes after each window (n i)."""
    h = chain(at_step, chain(lstm, x, U, W, b)["h"], step=-1)
    return chain(dense, h, W_y, b_y)


def loss_of(chain, x, y, **weights):
    return chain(mean_squared_error, forecast(chain, x, **weights), y)


@checked
def lstm_forecaster(
    x: Fixed["n t i"],
    y: Fixed["n i"],
    U: Float["h 4*h"],
    W: Float["i 4*h"],
    b: Float["4*h"],
    W_y: Float["h i"],
    b_y: Float["i"],
    *,
    learning_rate=0.1,
    momentum: Share = 0.9,
    batch_size=32,
    epochs=10,
) -> Run:
    weights = dict(U=U, W=W, b=b, W_y=W_y, b_y=b_y)
    how = dict(learning_rate=learning_rate, momentum=momentum, batch_size=batch_size, epochs=epochs)
    return train(loss_of, (x, y), weights, **how)


predict = predictor(lstm_forecaster, forecast)
