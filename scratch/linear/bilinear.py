r"""Bilinear layer: every output is a weighted sum of all products of one input with another.

    y_k = Σ_ij u_i A_ijk v_j + b_k

    du_i = Σ_jk A_ijk v_j dy_k        dv_j = Σ_ik u_i A_ijk dy_k
    dA_ijk = Σ_n u_i v_j dy_k         db = Σ_n dy

Let one input be fixed, and it is a dense layer of the other.

Axes: samples, n, on any number of axes, none included; i and j inputs, k outputs. Without b nothing is added.

Source: Tenenbaum & Freeman, *Separating Style and Content with Bilinear Models*, Neural Computation 12(6), 2000,
equation 1.
"""

import numpy as np

from scratch.checked import checked
from scratch.signature import Differentiable, Float


@checked
def bilinear(
    u: Float["*n i"], v: Float["*n j"], A: Float["i j k"], b: Float["k"] | None = None
) -> Differentiable:
    i, j, k = A.shape
    rows, columns = u.reshape(-1, i), v.reshape(-1, j)
    Av = (columns @ A.transpose(1, 0, 2).reshape(j, i * k)).reshape(-1, i, k)  # the dense layer that v makes
    y = np.vecmat(rows, Av)
    y = (y if b is None else y + b).reshape(*u.shape[:-1], k)

    def backward(dy):
        every_dy = dy.reshape(-1, k)
        products = rows[:, :, None] * every_dy[:, None, :]  # n i k
        dA = (columns.T @ products.reshape(-1, i * k)).reshape(j, i, k).transpose(1, 0, 2)
        du = np.matvec(Av, every_dy).reshape(u.shape)
        dv = (products.reshape(-1, i * k) @ A.transpose(0, 2, 1).reshape(i * k, j)).reshape(v.shape)
        gradients = dict(u=du, v=dv, A=dA)
        return gradients if b is None else gradients | dict(b=every_dy.sum(axis=0))

    return y, backward
