r"""Transposed convolution of a volume: every place is sent through a small kernel to a larger volume, and added up.

    y_{S·r + D·i − P, S·s + D·j − P, S·u + D·l − P} += x_{r,s,u} W_{i,j,l}ᵀ    y is b before; what falls outside is lost
    dx = patches(dy) W        dW = patches(dy)ᵀ x        db = Σ dy

Axes: n volumes of d slices, h rows, w columns, c channels; a kernel of p slices, q rows, r columns; k channels of y, in
groups as many of each group. Stride, padding, output padding, dilation and groups are those of
:mod:`scratch.convolution.conv2d_transpose`, with an axis more. Without b nothing is added.

Source: Dumoulin & Visin, *A guide to convolution arithmetic for deep learning*, arXiv:1603.07285, chapter 4; for
volumes Wu, Zhang, Xue, Freeman & Tenenbaum, *Learning a Probabilistic Latent Space of Object Shapes via 3D
Generative-Adversarial Modeling*, NeurIPS 2016.
"""

from scratch.checked import checked
from scratch.convolving import convolve_transposed, laid_on_output
from scratch.signature import ByAxis3, BySide3, Count, Differentiable, Float


@checked
def conv3d_transpose(
    x: Float["n d h w c"],
    W: Float["p q r k c"],
    b: Float["k*groups"] | None = None,
    *,
    stride: ByAxis3 = 1,
    padding: BySide3 = 0,
    output_padding: Count | tuple[Count, Count, Count] | None = None,
    dilation: ByAxis3 = 1,
    groups=1,
) -> Differentiable:
    windows = laid_on_output(
        "conv3d_transpose", x.shape[1:-1], W.shape[:3], stride, padding, output_padding, dilation
    )
    return convolve_transposed("conv3d_transpose", x, W, b, windows, groups)
