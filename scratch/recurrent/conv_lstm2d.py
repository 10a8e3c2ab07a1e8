r"""Convolutional LSTM: a memory cell at every place of an image, which sees what is around it and what was before.

    z_t = x_t * W + h_{t−1} * U + b                  * is a convolution, :mod:`scratch.convolution.conv2d`
    i, f, g, o = σ(z_i), σ(z_f), tanh(z_g), σ(z_o)   input, forget, candidate, output
    c_t = f ⊙ c_{t−1} + i ⊙ g
    h_t = o ⊙ tanh(c_t)

    dz_t goes back through the gates as in :mod:`scratch.gates`, and from there through both convolutions

Stride, padding and dilation are those of W: x may shrink on its way in. The state has the size that x has then, and
keeps it: U has stride 1, and zeros around h such that no place is lost ("same").

Axes: n films of t images of h rows, w columns, c channels; kernels of p rows, q columns; k channels of the state, which
has r rows and s columns; the four gates lie side by side.
Returns y, the hidden state after every image (n t r s k), and c, the cell state after the last (n r s k).

Source: Shi et al., *Convolutional LSTM Network: A Machine Learning Approach for Precipitation Nowcasting*, NeurIPS
2015, equation 3. The peepholes W_c ⊙ c of its gates are left out, as keras.layers.ConvLSTM2D leaves them out.
"""

from typing import Literal

import numpy as np

from scratch.checked import checked
from scratch.convolution.conv2d import conv2d
from scratch.gates import factors, opened
from scratch.signature import ByAxis, Differentiable, Float


@checked
def conv_lstm2d(
    x: Float["n t h w c"],
    U: Float["p q k 4*k"],
    W: Float["p q c 4*k"],
    b: Float["4*k"],
    *,
    stride: ByAxis = 1,
    padding: Literal["valid", "same"] = "valid",
    dilation: ByAxis = 1,
) -> Differentiable:
    n, steps, *image = x.shape
    every_x = x.swapaxes(0, 1).reshape(steps * n, *image)
    z, x_backward = conv2d(every_x, W, b, stride=stride, padding=padding, dilation=dilation)
    z = z.reshape(steps, n, *z.shape[1:])  # the images' share, all at once
    units = U.shape[2]
    y, c = np.zeros_like(z, shape=(2, steps + 1, *z.shape[1:-1], units))
    gates, tanh_c, h_backwards = np.empty_like(z), np.empty_like(c[1:]), []

    for t in range(steps):
        sent, h_backward = conv2d(y[t], U, padding="same")
        h_backwards.append(h_backward)
        z[t] += sent
        gates[t] = opened(z[t])
        i, f, g, o = np.split(gates[t], 4, axis=-1)
        c[t + 1] = f * c[t] + i * g
        tanh_c[t] = np.tanh(c[t + 1])
        y[t + 1] = o * tanh_c[t]

    def backward(dy, dc):
        F, of_h = factors(z, gates, c[:-1], tanh_c)
        _, f, _, _ = np.split(gates, 4, axis=-1)
        dz, dh_before, dU = np.empty_like(F), np.zeros_like(y[0]), np.zeros_like(U)
        for t in reversed(range(steps)):
            dh = dy[:, t] + dh_before
            dc = dc + dh * of_h[t]
            dz[t, ..., :3, :] = dc[..., None, :] * F[t, ..., :3, :]
            dz[t, ..., 3, :] = dh * F[t, ..., 3, :]
            of_state = h_backwards[t](dz[t].reshape(z[t].shape))
            dh_before, dc = of_state["x"], dc * f[t]
            dU += of_state["W"]

        gradients = x_backward(dz.reshape(steps * n, *z.shape[2:]))
        dx = gradients["x"].reshape(steps, n, *image).swapaxes(0, 1)
        return dict(x=dx, U=dU, W=gradients["W"], b=gradients["b"])

    return dict(y=y[1:].swapaxes(0, 1), c=c[-1]), backward
