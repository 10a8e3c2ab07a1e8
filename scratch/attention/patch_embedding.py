r"""Patch embedding: an image is cut into patches, and each patch, as a row of numbers, becomes a token.

    X = the patches, each of p × q places and c channels, a row of p·q·c numbers
    y = X W + b
    dX = dy Wᵀ, and each goes back to its own place;  dW = Xᵀ dy,  db = Σ dy

Patches do not overlap: so it is one product, and the same as a convolution whose stride is its kernel. They stand in
the order in which one reads: row by row. Rows and columns that are left over, where the image does not part into
patches, are not seen, and have the gradient 0.

Axes: n images of h rows, w columns, c channels; patches of p rows and q columns, not larger than the image (else
ValueError); d features. y is (n t d) with t = (h // p) (w // q) tokens. Without b nothing is added.

Source: Dosovitskiy et al., *An Image is Worth 16×16 Words: Transformers for Image Recognition at Scale*, ICLR 2021,
section 3.1, equation 1, without the class token and the positions.
"""

import numpy as np

from scratch.checked import checked
from scratch.linear.dense import dense
from scratch.signature import Differentiable, Float


@checked
def patch_embedding(x: Float["n h w c"], W: Float["p q c d"], b: Float["d"] | None = None) -> Differentiable:
    n, h, w, c = x.shape
    p, q, _, d = W.shape
    rows, columns = h // p, w // q
    if not rows * columns:
        raise ValueError(
            f"patch_embedding: W has patches of {p} × {q}; allowed are up to {h} × {w}, the size of x"
        )
    seen = np.s_[:, : rows * p, : columns * q]
    patches = x[seen].reshape(n, rows, p, columns, q, c).swapaxes(2, 3).reshape(n, rows * columns, p * q * c)
    y, of_y = dense(patches, W.reshape(p * q * c, d), b)

    def backward(dy):
        gradients = of_y(dy)
        dX = gradients["x"].reshape(n, rows, columns, p, q, c).swapaxes(2, 3)
        dx = np.zeros_like(x)
        dx[seen] = dX.reshape(n, rows * p, columns * q, c)
        return gradients | dict(x=dx, W=gradients["W"].reshape(W.shape))

    return y, backward
