r"""Gated recurrent unit: the state is a running mean of candidates; a gate says how fast it runs.

    a = x_t W + b_x        s = h_{t−1} U + b_h      what the input says, what the state says
    r = σ(a_r + s_r)                                reset: how much of the state the candidate sees
    z = σ(a_z + s_z)                                update: how much of the state is kept
    g = tanh(a_g + r ⊙ s_g)                         candidate
    h_t = (1 − z) ⊙ g + z ⊙ h_{t−1}                 :mod:`scratch.mixing`

The gradients of a and s differ by the reset gate alone; with those of all steps in hand

    da = [dr, dz, dg]        dx = da Wᵀ        dW = Σ_t x_tᵀ da_t          db_x = Σ_t da_t
    ds = [dr, dz, r ⊙ dg]                      dU = Σ_t h_{t−1}ᵀ ds_t      db_h = Σ_t ds_t

The first step starts from h0, zeros where it is absent. What has gone back through all steps is its gradient.

Axes: n sequences, t steps, i inputs, h hidden units; r, z and g lie side by side in a and s.
Returns h, the hidden state after every step (n t h): another call goes on from h[:, -1].

Source: Cho et al., *Learning Phrase Representations using RNN Encoder–Decoder for Statistical
Machine Translation*, EMNLP 2014, section 2.3. There the reset gate acts before the product,
(r ⊙ h_{t−1}) U_g; here after it, as in PyTorch and Keras, so that one product serves all.
The other is :mod:`scratch.recurrent.gru_reset_before`.
"""

import numpy as np

from scratch.activations.sigmoid import complement, sigma
from scratch.checked import checked
from scratch.mixing import mixed
from scratch.signature import Differentiable, Float


@checked
def gru(
    x: Float["n t i"],
    U: Float["h 3*h"],
    W: Float["i 3*h"],
    b_x: Float["3*h"],
    b_h: Float["3*h"],
    h0: Float["n h"] | None = None,
) -> Differentiable:
    n, steps, inputs = x.shape
    units = len(U)
    every_x = x.reshape(n * steps, inputs)
    a = (every_x @ W + b_x).reshape(n, steps, 3 * units)  # for all steps in one product
    h = np.zeros_like(a, shape=(n, steps + 1, units))
    if h0 is not None:
        h[:, 0] = h0
    memory = []

    for t in range(steps):
        r_a, z_a, g_a = np.split(a[:, t], 3, axis=1)
        r_s, z_s, g_s = np.split(h[:, t] @ U + b_h, 3, axis=1)
        r_in = r_a + r_s
        r = sigma(r_in)
        h[:, t + 1], mixed_backward = mixed(z_a + z_s, g_a + r * g_s, h[:, t])
        memory.append((r_in, r, g_s, mixed_backward))

    def backward(dh):
        da, ds = np.empty_like(a), np.empty_like(a)
        dh_before = np.zeros_like(h[:, 0])
        for t in reversed(range(steps)):
            r_in, r, g_s, mixed_backward = memory[t]
            dz, dg, dh_mixed = mixed_backward(dh[:, t] + dh_before)
            dr = dg * g_s * r * complement(r_in)
            np.concatenate([dr, dz, dg], axis=1, out=da[:, t])
            np.concatenate([dr, dz, dg * r], axis=1, out=ds[:, t])
            dh_before = dh_mixed + ds[:, t] @ U.T

        every_da, every_ds = da.reshape(n * steps, 3 * units), ds.reshape(n * steps, 3 * units)
        every_h = h[:, :-1].reshape(n * steps, units)
        gradients = dict(
            x=(every_da @ W.T).reshape(x.shape),
            U=every_h.T @ every_ds,
            W=every_x.T @ every_da,
            b_x=every_da.sum(axis=0),
            b_h=every_ds.sum(axis=0),
        )
        return gradients if h0 is None else gradients | dict(h0=dh_before)

    return h[:, 1:], backward
