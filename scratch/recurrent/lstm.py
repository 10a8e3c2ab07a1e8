r"""Long short-term memory: a recurrent cell whose state c is changed only by gated addition.

    i, f, g, o = x_t W + h_{t−1} U + b              input, forget, candidate, output
    c_t = σ(f) ⊙ c_{t−1} + σ(i) ⊙ tanh(g)
    m_t = σ(o) ⊙ tanh(c_t)
    h_t = m_t W_r                                   or m_t itself, where there is no projection W_r

    σ′(z) = σ(z) (1 − σ(z))        with 1 − σ(z) as σ(−z), which keeps its digits where σ(z) rounds to 1

What goes back through a step is the gradient of the four gates, dz_t; with all of them in hand

    dx = dz Wᵀ        dW = Σ_t x_tᵀ dz_t        dU = Σ_t h_{t−1}ᵀ dz_t        db = Σ_t dz_t
    dm = dh W_rᵀ      dW_r = Σ_t m_tᵀ dh_t          dh is what arrives at h_t from outside and from the next step

The first step starts from h0 and c0, zeros where they are absent.
What has gone back through all steps is their gradient.

Axes: n sequences, t steps, i inputs, h hidden units, of which a projection leaves r; the four gates lie side by side.
Returns h, the hidden state after every step (n t r), and c, the cell state after the last (n h): another call goes on
from h[:, -1] and c.

Source: Hochreiter & Schmidhuber, *Long Short-Term Memory*, Neural Computation 9(8), 1997,
with the forget gate of Gers, Schmidhuber & Cummins, *Learning to Forget: Continual Prediction with
LSTM*, Neural Computation 12(10), 2000. The projection is that of Sak, Senior & Beaufays, *Long Short-Term Memory
Recurrent Neural Network Architectures for Large Scale Acoustic Modeling*, Interspeech 2014, section 2.
"""

import numpy as np

from scratch.activations.sigmoid import complement, sigma
from scratch.checked import checked
from scratch.signature import Differentiable, Float


@checked
def lstm(
    x: Float["n t i"],
    U: Float["r 4*h"],
    W: Float["i 4*h"],
    b: Float["4*h"],
    h0: Float["n r"] | None = None,
    c0: Float["n h"] | None = None,
    W_r: Float["h r=h"] | None = None,
) -> Differentiable:
    n, steps, inputs = x.shape
    units = U.shape[1] // 4
    every_x = x.reshape(n * steps, inputs)
    z = (every_x @ W + b).reshape(n, steps, 4 * units)  # the inputs' share, all steps at once
    h = np.zeros_like(z, shape=(n, steps + 1, len(U)))
    if h0 is not None:
        h[:, 0] = h0
    c = np.zeros((n, units), x.dtype) if c0 is None else c0
    memory = []

    for t in range(steps):
        z_i, z_f, z_g, z_o = np.split(z[:, t] + h[:, t] @ U, 4, axis=1)
        i, f, g, o = sigma(z_i), sigma(z_f), np.tanh(z_g), sigma(z_o)
        c_before, c = c, f * c + i * g
        tanh_c = np.tanh(c)
        h[:, t + 1] = o * tanh_c if W_r is None else (o * tanh_c) @ W_r
        memory.append((z_i, z_f, z_o, i, f, g, o, c_before, tanh_c))

    def backward(dh, dc):
        dz = np.empty_like(z)
        dh_before = np.zeros_like(h[:, 0])
        dW_r = None if W_r is None else np.zeros_like(W_r)
        for t in reversed(range(steps)):
            z_i, z_f, z_o, i, f, g, o, c_before, tanh_c = memory[t]
            dh_t = dh[:, t] + dh_before
            dm = dh_t if W_r is None else dh_t @ W_r.T
            dc = dc + dm * o * (1 - tanh_c**2)
            di = dc * g * i * complement(z_i)
            df = dc * c_before * f * complement(z_f)
            dg = dc * i * (1 - g**2)
            do = dm * tanh_c * o * complement(z_o)
            np.concatenate([di, df, dg, do], axis=1, out=dz[:, t])
            if W_r is not None:
                dW_r = dW_r + (o * tanh_c).T @ dh_t
            dh_before, dc = dz[:, t] @ U.T, dc * f

        every_dz = dz.reshape(n * steps, 4 * units)
        every_h = h[:, :-1].reshape(n * steps, len(U))
        gradients = dict(
            x=(every_dz @ W.T).reshape(x.shape),
            U=every_h.T @ every_dz,
            W=every_x.T @ every_dz,
            b=every_dz.sum(axis=0),
        )
        states = dict(h0=(h0, dh_before), c0=(c0, dc), W_r=(W_r, dW_r))
        return gradients | {name: gradient for name, (array, gradient) in states.items() if array is not None}

    return dict(h=h[:, 1:], c=c), backward
