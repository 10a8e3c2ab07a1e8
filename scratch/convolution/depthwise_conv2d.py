r"""Depthwise convolution: every channel of an image has m small kernels of its own, and sees no other channel.

    y_{r,s,c,m} = b + Σ_{i,j} x_{S·r + D·i − P, S·s + D·j − P, c} W_{i,j,c,m}         x is 0 outside the image

    dx_{S·r + D·i − P, S·s + D·j − P, c} += Σ_m dy_{r,s,c,m} W_{i,j,c,m}
    dW_{i,j,c,m} = Σ_{n,r,s} dy_{r,s,c,m} x_{S·r + D·i − P, S·s + D·j − P, c}         db = Σ dy

It is a convolution in as many groups as there are channels, with the stride S, padding P and dilation D of
:mod:`scratch.convolution.conv2d`. One that looks at all channels, and makes as many, has c times as many weights.

Axes: n images of h rows, w columns, c channels; a kernel of p rows, q columns; m is the channel multiplier. The c m
channels of y lie in the order of those of x, the m of each beside each other. Without b nothing is added.

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
    W: Float["p q c m"],
    b: Float["c*m"] | None = None,
    *,
    stride: ByAxis = 1,
    padding: BySide = 0,
    dilation: ByAxis = 1,
) -> Differentiable:
    *_, c, m = W.shape
    windows = laid("depthwise_conv2d: W", x.shape[1:-1], W.shape[:2], stride, padding, dilation)
    x_padded = padded(x, windows, 0)
    seen = seen_by(x_padded, windows)
    y = np.einsum("nrscpq,pqcm->nrscm", seen, W).reshape(*seen.shape[:3], c * m)
    if b is not None:
        y += b

    def backward(dy):
        dy_each = dy.reshape(*seen.shape[:4], m)
        dx = np.zeros_like(x_padded)
        for ij, dseen in zip(np.ndindex(W.shape[:2]), places(dx, windows), strict=True):
            dseen += np.einsum("nrscm,cm->nrsc", dy_each, W[ij])
        gradients = dict(x=unpadded(dx, windows), W=np.einsum("nrscpq,nrscm->pqcm", seen, dy_each))
        return gradients if b is None else gradients | dict(b=total(dy))

    return y, backward
