r"""Long short-term memory: a recurrent cell whose state c is changed only by gated addition.

    i, f, g, o = σ(z_i), σ(z_f), tanh(z_g), σ(z_o)   input, forget, candidate, output; z = x_t W + h_{t−1} U + b
    c_t = f ⊙ c_{t−1} + i ⊙ g
    m_t = o ⊙ tanh(c_t)
    h_t = m_t W_r                                    or m_t itself, where there is no projection W_r

What goes back through a step is the gradient of the four gates, dz_t (:mod:`scratch.gates`); with all of them in hand

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

from scratch.checked import checked
from scratch.gates import factors, opened
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
    every_x = x.swapaxes(0, 1).reshape(steps * n, inputs)  # step by step: each lies in one piece
    z = (every_x @ W + b).reshape(steps, n, 4 * units)  # the inputs' share, all steps at once
    h, c = np.zeros_like(z, shape=(steps + 1, n, len(U))), np.zeros_like(z, shape=(steps + 1, n, units))
    if h0 is not None:
        h[0] = h0
    if c0 is not None:
        c[0] = c0
    gates, tanh_c = np.empty_like(z), np.empty_like(c[1:])

    for t in range(steps):
        z[t] += h[t] @ U
        gates[t] = opened(z[t])
        i, f, g, o = np.split(gates[t], 4, axis=1)
        c[t + 1] = f * c[t] + i * g
        tanh_c[t] = np.tanh(c[t + 1])
        h[t + 1] = o * tanh_c[t] if W_r is None else (o * tanh_c[t]) @ W_r

    def backward(dh, dc):
        F, of_m = factors(z, gates, c[:-1], tanh_c)
        _, f, _, o = np.split(gates, 4, axis=2)
        dz, every_dh = np.empty_like(F), np.empty_like(h[1:])
        dh_before = np.zeros_like(h[0])
        for t in reversed(range(steps)):
            every_dh[t] = dh_t = dh[:, t] + dh_before
            dm = dh_t if W_r is None else dh_t @ W_r.T
            dc = dc + dm * of_m[t]
            dz[t, :, :3] = dc[:, None] * F[t, :, :3]
            dz[t, :, 3] = dm * F[t, :, 3]
            dh_before, dc = dz[t].reshape(n, 4 * units) @ U.T, dc * f[t]

        every_dz = dz.reshape(steps * n, 4 * units)
        every_h = h[:-1].reshape(steps * n, len(U))
        gradients = dict(
            x=(every_dz @ W.T).reshape(steps, n, inputs).swapaxes(0, 1),
            U=every_h.T @ every_dz,
            W=every_x.T @ every_dz,
            b=every_dz.sum(axis=0),
        )
        if W_r is not None:
            every_m = (o * tanh_c).reshape(steps * n, units)
            gradients["W_r"] = every_m.T @ every_dh.reshape(steps * n, len(U))
        states = dict(h0=(h0, dh_before), c0=(c0, dc))
        return gradients | {name: gradient for name, (array, gradient) in states.items() if array is not None}

    return dict(h=h[1:].swapaxes(0, 1), c=c[-1]), backward
