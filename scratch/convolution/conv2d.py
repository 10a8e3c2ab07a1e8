r"""Convolution: one small kernel looks at every place of an image.

    y_{r,s} = b + Σ_{i,j} x_{S·r + D·i − P, S·s + D·j − P} W_{i,j}        x is 0 outside the image

Axes: n images of h rows, w columns, c channels; a kernel of p rows, q columns; k channels of y.
Stride S, padding P on every side, dilation D: y has (h + 2P − D(p − 1) − 1) // S + 1 rows.

The p × q × c numbers that one y sees are its patch. With a patch a row, the sum is one product:

    y = patches W + b        dW = patchesᵀ dy        db = Σ dy

and the gradient of x is sent back by each entry of the kernel to all the places that it saw:

    dx_{S·r + D·i − P, S·s + D·j − P} += dy_{r,s} W_{i,j}ᵀ

Source: LeCun, Bottou, Bengio & Haffner, *Gradient-Based Learning Applied to Document Recognition*,
Proceedings of the IEEE 86(11), 1998, section II; for stride, padding and dilation Dumoulin & Visin,
*A guide to convolution arithmetic for deep learning*, arXiv:1603.07285. As in all frameworks the
kernel is not flipped: mathematics would speak of a cross-correlation.
"""

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from scratch.checked import checked
from scratch.signature import Differentiable, Float


@checked
def conv2d(
    x: Float["n h w c"], W: Float["p q c k"], b: Float["k"], *, stride=1, padding=0, dilation=1
) -> Differentiable:
    _, height, width, _ = x.shape
    p, q, c, k = W.shape
    reach = dilation * (p - 1) + 1, dilation * (q - 1) + 1

    def seen(image):
        """View an image (n h w c) as what each y sees of it (n r s p q c)."""
        windows = sliding_window_view(image, reach, axis=(1, 2), writeable=True)
        return windows[:, ::stride, ::stride, :, ::dilation, ::dilation].transpose(0, 1, 2, 4, 5, 3)

    if reach[0] > height + 2 * padding or reach[1] > width + 2 * padding:
        image = f"{height + 2 * padding} × {width + 2 * padding}"
        raise ValueError(
            f"conv2d: W reaches over {reach[0]} × {reach[1]} places; allowed are the {image} of x, padded"
        )
    x_padded = np.pad(x, [(0, 0), (padding, padding), (padding, padding), (0, 0)])
    n, rows, columns = seen(x_padded).shape[:3]
    patches = seen(x_padded).reshape(n * rows * columns, p * q * c)
    y = patches @ W.reshape(p * q * c, k)
    y += b

    def backward(dy):
        dy = dy.reshape(n * rows * columns, k)
        dx_padded = np.zeros_like(x_padded)
        dx_seen = seen(dx_padded)
        for i, j in np.ndindex(p, q):
            dx_seen[:, :, :, i, j] += (dy @ W[i, j].T).reshape(n, rows, columns, c)
        return dict(
            x=dx_padded[:, padding : padding + height, padding : padding + width],
            W=(patches.T @ dy).reshape(W.shape),
            b=np.ones(len(dy), dy.dtype) @ dy,
        )

    return y.reshape(n, rows, columns, k), backward
