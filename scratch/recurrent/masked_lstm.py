r"""Masked LSTM: sequences of unequal length in one table; a step that a sequence has not leaves its state as it is.

    h_t, c_t = lstm(x_t, h_{t−1}, c_{t−1})          where the mask is True; :mod:`scratch.recurrent.lstm`
    h_t, c_t = h_{t−1}, c_{t−1}                     where it is False
    y_t = h_t where the mask is True, else 0

    dh_{t−1} = dh_t,  dc_{t−1} = dc_t,  dx_t = 0    where it is False: what arrives at y_t goes nowhere

Steps that the same sequences have are run together, of these sequences alone. So the cost is that of the steps that
there are, and nothing in the padding is looked at. A sequence that is all padding ends where it starts, at zeros.

Axes: n sequences, t steps, i inputs, h hidden units; the four gates lie side by side. The mask may hide any steps: at
the end, at the beginning, between.
Returns y, the hidden state after every step, 0 in the padding (n t h); and h and c, both states after the last step
that each sequence has (n h).

Source: Cho et al., *Learning Phrase Representations using RNN Encoder–Decoder for Statistical Machine Translation*,
EMNLP 2014, section 2.1, on sequences of variable length. That a state waits is the rule of keras.layers.Masking, where
"the timestep will be masked (skipped)".
"""

import numpy as np

from scratch.checked import checked
from scratch.recurrent.lstm import lstm
from scratch.signature import Bool, Differentiable, Float


@checked
def masked_lstm(
    x: Float["n t i"],
    mask: Bool["n t"],
    U: Float["h 4*h"],
    W: Float["i 4*h"],
    b: Float["4*h"],
) -> Differentiable:
    n, steps, _ = x.shape
    y = np.zeros_like(x, shape=(n, steps, len(U)))
    h, c = np.zeros_like(x, shape=(2, n, len(U)))
    changes = np.flatnonzero((mask[:, 1:] != mask[:, :-1]).any(axis=0)) + 1
    memory = []
    for run in np.split(np.arange(steps), changes):
        rows = np.flatnonzero(mask[:, run[0]])  # the sequences that have these steps
        here = np.ix_(rows, run)
        outputs, lstm_backward = lstm(x[here], U, W, b, h[rows], c[rows])
        y[here] = outputs["h"]
        h[rows], c[rows] = outputs["h"][:, -1], outputs["c"]
        memory.append((here, rows, lstm_backward))

    def backward(dy, dh, dc):
        dx, dh, dc = np.zeros_like(x), dh.copy(), dc.copy()
        weights = dict(U=np.zeros_like(U), W=np.zeros_like(W), b=np.zeros_like(b))
        for here, rows, lstm_backward in reversed(memory):
            arrives = dy[here]
            arrives[:, -1] += dh[rows]
            gradients = lstm_backward(arrives, dc[rows])
            dx[here], dh[rows], dc[rows] = (gradients[name] for name in ("x", "h0", "c0"))
            for name in weights:
                weights[name] += gradients[name]
        return dict(x=dx, **weights)

    return dict(y=y, h=h, c=c), backward
