r"""Zeros around an image: so a kernel sees the places at its edge as often as others, and the image keeps its size.

    y_{r,s} = x_{r − P, s − Q}, and 0 outside the image        dx_{r,s} = dy_{r + P, s + Q}

Axes: n images of h rows, w columns and c channels. P rows lie before the image and Q columns; what lies after may be
another number. Padding is one number for all sides, one for rows and one for columns, or a pair for each, before and
after.

Source: Dumoulin & Visin, *A guide to convolution arithmetic for deep learning*, arXiv:1603.07285, section 2.2.
"""

import numpy as np

from scratch.bordered import sides
from scratch.checked import checked
from scratch.signature import Around, Differentiable, Float


@checked
def zero_pad(x: Float["n h w c"], *, padding: Around = 1) -> Differentiable:
    (P, P_after), (Q, Q_after) = sides(padding)
    _, h, w, _ = x.shape

    def backward(dy):
        return dict(x=dy[:, P : P + h, Q : Q + w].copy())

    return np.pad(x, [(0, 0), (P, P_after), (Q, Q_after), (0, 0)]), backward
