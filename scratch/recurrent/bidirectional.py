r"""Bidirectional LSTM: one reads the sequence forwards, one backwards, so that every step knows what is on either side.

    h→, c→ = lstm(x_1 … x_T; W, U, b)               :mod:`scratch.recurrent.lstm`
    h←, c← = lstm(x_T … x_1; W←, U←, b←)
    h_t = [h→_t, h←_t]        c = [c→, c←]          side by side; h← is turned round again, so that both saw x_t last

    dx = dx→ + dx←            each from its own half of dh, that of h← turned round as x was

The one that reads backwards has read all of the sequence at the first step: what both know of the whole is h→_T and
h←_1, not the last row of h.

Axes: n sequences, t steps, i inputs, h hidden units of each direction; the four gates lie side by side.
Returns h, the hidden states at every step (n t 2·h), and c, the cell states of both when they have read all (n 2·h).

Source: Schuster & Paliwal, *Bidirectional Recurrent Neural Networks*, IEEE Transactions on Signal Processing 45(11),
1997, section II; with LSTM: Graves & Schmidhuber, *Framewise Phoneme Classification with Bidirectional LSTM and Other
Neural Network Architectures*, Neural Networks 18(5–6), 2005.
"""

import numpy as np

from scratch.checked import checked
from scratch.recurrent.lstm import lstm
from scratch.signature import Differentiable, Float


@checked
def bidirectional(
    x: Float["n t i"],
    U: Float["h 4*h"],
    W: Float["i 4*h"],
    b: Float["4*h"],
    U_back: Float["h 4*h"],
    W_back: Float["i 4*h"],
    b_back: Float["4*h"],
) -> Differentiable:
    forth, forth_backward = lstm(x, U, W, b)
    back, back_backward = lstm(x[:, ::-1], U_back, W_back, b_back)
    h = np.concatenate([forth["h"], back["h"][:, ::-1]], axis=2)
    c = np.concatenate([forth["c"], back["c"]], axis=1)

    def backward(dh, dc):
        dh_forth, dh_back = np.split(dh, 2, axis=2)
        dc_forth, dc_back = np.split(dc, 2, axis=1)
        gradients = forth_backward(dh_forth, dc_forth)
        others = back_backward(dh_back[:, ::-1], dc_back)
        dx = gradients["x"] + others.pop("x")[:, ::-1]
        return gradients | dict(x=dx) | {f"{name}_back": gradient for name, gradient in others.items()}

    return dict(h=h, c=c), backward
