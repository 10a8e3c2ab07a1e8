r"""Depthwise convolution: every channel of an image has small kernels of its own, and sees no other channel.

    y_{r,s,cm} = b + Σ_{i,j} x_{S·r + D·i − P, S·s + D·j − P, c} W_{i,j,cm}         x is 0 outside the image

    dx_{S·r + D·i − P, S·s + D·j − P, c} += Σ_m dy_{r,s,cm} W_{i,j,cm}
    dW_{i,j,cm} = Σ_{n,r,s} dy_{r,s,cm} x_{S·r + D·i − P, S·s + D·j − P, c}         db = Σ dy

It is a convolution in as many groups as there are channels, with the stride S, padding P and dilation D of
:mod:`scratch.convolution.conv2d`. One that looks at all channels, and makes as many, has c times as many weights.

NumPy has no operation that adds up p q shifted products in one pass over memory, so that this is slow for its few sums.

Axes: n images of h rows, w columns, c channels; a kernel of p rows, q columns; k channels of y. The m = k / c of each
channel of x, its multiplier, lie beside each other. Without b nothing is added. ValueError unless c divides k.

Source: Sifre, *Rigid-Motion Scattering for Image Classification*, PhD thesis, École Polytechnique, 2014; Chollet,
*Xception: Deep Learning with Depthwise Separable Convolutions*, CVPR 2017, section 1.2.
"""

import numpy as np

from scratch.checked import checked
from scratch.convolving import seen_by, total
from scratch.signature import ByAxis, BySide, Differentiable, Float
from scratch.windows import laid, padded, places, unpadded


@checked
def depthwise_conv2d(
    x: Float["n h w c"],
    W: Float["p q 1 k"],
    b: Float["k"] | None = None,
    *,
    stride: ByAxis = 1,
    padding: BySide = 0,
    dilation: ByAxis = 1,
) -> Differentiable:
    (p, q, _, k), c = W.shape, x.shape[-1]
    if c and k % c:
        raise ValueError(f"depthwise_conv2d: W makes k = {k} channels; allowed are multiples of c = {c} of x")
    windows = laid("depthwise_conv2d: W", x.shape[1:-1], (p, q), stride, padding, dilation)
    x_padded, kernels = padded(x, windows, 0), W.reshape(p, q, c, k // c)
    seen = seen_by(x_padded, windows)
    y = np.einsum("nrscpq,pqcm->nrscm", seen, kernels).reshape(*seen.shape[:3], k)
    if b is not None:
        y += b

    def backward(dy):
        dy_each = dy.reshape(*seen.shape[:4], k // c)
        dx = np.zeros_like(x_padded)
        for ij, dseen in zip(np.ndindex(p, q), places(dx, windows), strict=True):
            dseen += np.einsum("nrscm,cm->nrsc", dy_each, kernels[ij])
        dW = np.einsum("nrscpq,nrscm->pqcm", seen, dy_each).reshape(W.shape)
        gradients = dict(x=unpadded(dx, windows), W=dW)
        return gradients if b is None else gradients | dict(b=total(dy))

    return y, backward
