r"""Simple recurrent network: the hidden state of the last step is one more input of this one.

    h_t = φ(x_t W + h_{t−1} U + b)                  φ is tanh or relu

    dz_t = φ′ ⊙ (dh_t + dz_{t+1} Uᵀ)                what arrives from outside and from the next step
    φ′ = 1 − h_t² of tanh; of relu 1 where h_t > 0, else 0

With dz of all steps in hand

    dx = dz Wᵀ        dW = Σ_t x_tᵀ dz_t        dU = Σ_t h_{t−1}ᵀ dz_t        db = Σ_t dz_t

The first step starts from h0, zeros where it is absent; dz_1 Uᵀ is its gradient. As every step multiplies by φ′ and
Uᵀ once more, what goes back far vanishes or grows without bound: of that the gated units are the cure.

Axes: n sequences, t steps, i inputs, h hidden units.
Returns h, the hidden state after every step (n t h): another call goes on from h[:, -1].

Source: Elman, *Finding Structure in Time*, Cognitive Science 14(2), 1990, figure 2; relu as in Le, Jaitly & Hinton,
*A Simple Way to Initialize Recurrent Networks of Rectified Linear Units*, arXiv:1504.00941, 2015.
"""

from typing import Literal

import numpy as np

from scratch.activations.relu import relu
from scratch.checked import checked
from scratch.signature import Differentiable, Float


@checked
def simple_rnn(
    x: Float["n t i"],
    U: Float["h h"],
    W: Float["i h"],
    b: Float["h"],
    h0: Float["n h"] | None = None,
    *,
    activation: Literal["tanh", "relu"] = "tanh",
) -> Differentiable:
    n, steps, inputs = x.shape
    every_x = x.reshape(n * steps, inputs)
    z = (every_x @ W + b).reshape(n, steps, len(U))  # the inputs' share, all steps at once
    h = np.zeros_like(z, shape=(n, steps + 1, len(U)))
    if h0 is not None:
        h[:, 0] = h0
    for t in range(steps):
        z_t = z[:, t] + h[:, t] @ U
        h[:, t + 1] = np.tanh(z_t) if activation == "tanh" else relu.__wrapped__(z_t)[0]

    def backward(dh):
        slope = 1 - h[:, 1:] ** 2 if activation == "tanh" else h[:, 1:] > 0
        dz = np.empty_like(z)
        dh_before = np.zeros_like(h[:, 0])
        for t in reversed(range(steps)):
            dz[:, t] = slope[:, t] * (dh[:, t] + dh_before)
            dh_before = dz[:, t] @ U.T

        every_dz = dz.reshape(n * steps, len(U))
        every_h = h[:, :-1].reshape(n * steps, len(U))
        gradients = dict(
            x=(every_dz @ W.T).reshape(x.shape),
            U=every_h.T @ every_dz,
            W=every_x.T @ every_dz,
            b=every_dz.sum(axis=0),
        )
        return gradients if h0 is None else gradients | dict(h0=dh_before)

    return h[:, 1:], backward
