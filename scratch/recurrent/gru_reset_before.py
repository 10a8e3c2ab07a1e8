r"""Gated recurrent unit as it was first written: the reset gate hides parts of the state before the candidate sees it.

    a = x_t W + b          s_r, s_z = h_{t−1} U_r, h_{t−1} U_z      what the input says, what the state says
    r = σ(a_r + s_r)                                                reset: how much of the state the candidate sees
    s_g = (r ⊙ h_{t−1}) U_g                                         r acts before the product: it needs one of its own
    z = σ(a_z + s_z)        g = tanh(a_g + s_g)
    h_t = (1 − z) ⊙ g + z ⊙ h_{t−1}                                 :mod:`scratch.mixing`

    dr = (dg U_gᵀ) ⊙ h_{t−1} ⊙ r ⊙ (1 − r)
    dh_{t−1} = dh_t ⊙ z + [dr, dz] [U_r, U_z]ᵀ + (dg U_gᵀ) ⊙ r

With da = [dr, dz, dg] of all steps in hand

    dx = da Wᵀ        dW = Σ_t x_tᵀ da_t        db = Σ_t da_t
    dU_r, dU_z = Σ_t h_{t−1}ᵀ dr_t, Σ_t h_{t−1}ᵀ dz_t        dU_g = Σ_t (r_t ⊙ h_{t−1})ᵀ dg_t

The first step starts from h0, zeros where it is absent. What has gone back through all steps is its gradient.

Axes: n sequences, t steps, i inputs, h hidden units; r, z and g lie side by side in W, U and b.
Returns h, the hidden state after every step (n t h): another call goes on from h[:, -1].

Source: Cho et al., *Learning Phrase Representations using RNN Encoder–Decoder for Statistical
Machine Translation*, EMNLP 2014, section 2.3, equations 5 to 8.
"""

import numpy as np

from scratch.activations.sigmoid import complement, sigma
from scratch.checked import checked
from scratch.mixing import mixed
from scratch.signature import Differentiable, Float


@checked
def gru_reset_before(
    x: Float["n t i"],
    U: Float["h 3*h"],
    W: Float["i 3*h"],
    b: Float["3*h"],
    h0: Float["n h"] | None = None,
) -> Differentiable:
    n, steps, inputs = x.shape
    units, rows = len(U), n * steps
    every_x = x.reshape(rows, inputs)
    a = (every_x @ W + b).reshape(n, steps, 3 * units)  # for all steps in one product
    h, every_r = np.zeros_like(x, shape=(n, steps + 1, units)), np.zeros_like(x, shape=(n, steps, units))
    if h0 is not None:
        h[:, 0] = h0
    U_rz, U_g = U[:, : 2 * units], U[:, 2 * units :]
    memory = []

    for t in range(steps):
        r_a, z_a, g_a = np.split(a[:, t], 3, axis=1)
        r_s, z_s = np.split(h[:, t] @ U_rz, 2, axis=1)
        r_in = r_a + r_s
        every_r[:, t] = r = sigma(r_in)
        s_g = (r * h[:, t]) @ U_g
        h[:, t + 1], mixed_backward = mixed(z_a + z_s, g_a + s_g, h[:, t])
        memory.append((r * complement(r_in), mixed_backward))

    def backward(dh):
        da = np.empty_like(a)
        dh_before = np.zeros_like(h[:, 0])
        for t in reversed(range(steps)):
            slope, mixed_backward = memory[t]
            dz, dg, dh_mixed = mixed_backward(dh[:, t] + dh_before)
            ds_g = dg @ U_g.T
            np.concatenate([ds_g * h[:, t] * slope, dz, dg], axis=1, out=da[:, t])
            dh_before = dh_mixed + da[:, t, : 2 * units] @ U_rz.T + ds_g * every_r[:, t]

        every_da, every_h = da.reshape(rows, 3 * units), h[:, :-1].reshape(rows, units)
        drz, dg = every_da[:, : 2 * units], every_da[:, 2 * units :]
        reset_h = every_r.reshape(rows, units) * every_h
        gradients = dict(
            x=(every_da @ W.T).reshape(x.shape),
            U=np.concatenate([every_h.T @ drz, reset_h.T @ dg], axis=1),
            W=every_x.T @ every_da,
            b=every_da.sum(axis=0),
        )
        return gradients if h0 is None else gradients | dict(h0=dh_before)

    return h[:, 1:], backward
