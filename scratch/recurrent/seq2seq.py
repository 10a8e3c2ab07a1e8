r"""Sequence to sequence: one LSTM reads a sentence, another goes on from what the first knows at the end, and writes.

    h, c = last states of lstm(x; W, U, b)                  the encoder, :mod:`scratch.recurrent.lstm`
    s = lstm(u; W_dec, U_dec, b_dec) from h and c           the decoder
    z_t = s_t W_out + b_out                                 logits of the word t, :mod:`scratch.linear.dense`

Where it learns, u is what the decoder should have written, one step late: word t is foretold from the true words before
it, whatever the decoder itself would have written. That is teacher forcing. So all steps are known beforehand, and go
through each layer as one sequence.

The two are joined by the state alone. So what goes back from the decoder to the encoder is the gradient of its first
states h0 and c0, which arrives at the encoder's last step; and nothing arrives at its other steps from outside.

Axes: n pairs of sentences; s steps and i inputs of x, t steps and j inputs of u, which are words as their embeddings;
h hidden units of both; k words to choose from; the four gates lie side by side.
Returns z (n t k).

Source: Sutskever, Vinyals & Le, *Sequence to Sequence Learning with Neural Networks*, NeurIPS 2014, section 2, where x
is read from its end; teacher forcing: Williams & Zipser, *A Learning Algorithm for Continually Running Fully Recurrent
Neural Networks*, Neural Computation 1(2), 1989.
"""

import numpy as np

from scratch.checked import checked
from scratch.linear.dense import dense
from scratch.recurrent.lstm import lstm
from scratch.signature import Differentiable, Float


@checked
def seq2seq(
    x: Float["n s i"],
    u: Float["n t j"],
    U: Float["h 4*h"],
    W: Float["i 4*h"],
    b: Float["4*h"],
    U_dec: Float["h 4*h"],
    W_dec: Float["j 4*h"],
    b_dec: Float["4*h"],
    W_out: Float["h k"],
    b_out: Float["k"],
) -> Differentiable:
    read, encoder_backward = lstm(x, U, W, b)
    written, decoder_backward = lstm(u, U_dec, W_dec, b_dec, h0=read["h"][:, -1], c0=read["c"])
    z, dense_backward = dense(written["h"], W_out, b_out)

    def backward(dz):
        of_dense = dense_backward(dz)
        of_decoder = decoder_backward(of_dense["x"], np.zeros_like(written["c"]))
        dh = np.zeros_like(read["h"])
        dh[:, -1] = of_decoder["h0"]
        return encoder_backward(dh, of_decoder["c0"]) | dict(
            u=of_decoder["x"],
            U_dec=of_decoder["U"],
            W_dec=of_decoder["W"],
            b_dec=of_decoder["b"],
            W_out=of_dense["W"],
            b_out=of_dense["b"],
        )

    return z, backward
