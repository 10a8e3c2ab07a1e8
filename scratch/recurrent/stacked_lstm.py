r"""Stacked LSTM: each layer reads the hidden states of the one below it as its sequence, the lowest reads x.

    y⁰ = x
    yᵏ, cᵏ = lstm(yᵏ⁻¹; Wᵏ, Uᵏ, bᵏ)        for k = 1 … l; :mod:`scratch.recurrent.lstm`
    y = yˡ

What goes back into a layer is what the one above it sends, and at the last step also what arrives at its last state.
Each layer starts from its own row of h0 and c0, zeros where they are absent.

Axes: l layers, n sequences, t steps, i inputs, h hidden units of every layer; the four gates lie side by side. Only the
lowest W has i rows; W_above has those of the layers above it, lowest first.
Returns y, the hidden state of the highest layer after every step (n t h); and h and c, both states of every layer after
the last (l n h): another call goes on from these.

Source: Graves, Mohamed & Hinton, *Speech Recognition with Deep Recurrent Neural Networks*, ICASSP 2013, section 2.
"""

import numpy as np

from scratch.checked import checked
from scratch.recurrent.lstm import lstm
from scratch.signature import Differentiable, Float


@checked
def stacked_lstm(
    x: Float["n t i"],
    U: Float["l h 4*h"],
    W: Float["i 4*h"],
    W_above: Float["l-1 h 4*h"],
    b: Float["l 4*h"],
    h0: Float["l n h"] | None = None,
    c0: Float["l n h"] | None = None,
) -> Differentiable:
    y, h, c, backwards = x, [], [], []
    for k, W_k in enumerate([W, *W_above]):
        start = {name: state[k] for name, state in dict(h0=h0, c0=c0).items() if state is not None}
        outputs, lstm_backward = lstm(y, U[k], W_k, b[k], **start)
        y = outputs["h"]
        h.append(y[:, -1])
        c.append(outputs["c"])
        backwards.append(lstm_backward)

    def backward(dy, dh, dc):
        every = []
        for lstm_backward, dh_k, dc_k in reversed(list(zip(backwards, dh, dc, strict=True))):
            dy = dy.copy()
            dy[:, -1] += dh_k
            gradients = lstm_backward(dy, dc_k)
            dy = gradients.pop("x")
            every.insert(0, gradients)
        dW, *dW_above = (each.pop("W") for each in every)
        gradients = dict(x=dy, W=dW, W_above=np.stack(dW_above) if dW_above else np.zeros_like(W_above))
        return gradients | {name: np.stack([each[name] for each in every]) for name in every[0]}

    return dict(y=y, h=np.stack(h), c=np.stack(c)), backward
