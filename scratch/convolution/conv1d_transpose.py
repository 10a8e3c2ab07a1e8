r"""Transposed convolution of a sequence: every step is sent through a small kernel to a longer sequence, and added up.

    y_{S·r + D·i − P} += x_r W_iᵀ                     y is b before; what falls outside is lost
    dx = patches(dy) W        dW = patches(dy)ᵀ x        db = Σ dy

With a kernel of 3 and stride 2, every second step of y has two terms and the others one: where x is even, y is striped.
A kernel whose size the stride divides gives all of them as many.

Axes: n sequences of t steps, c channels; a kernel of p steps; k channels of y, in groups as many of each group. y has
S (t − 1) + D (p − 1) + 1 − P − P′ + O steps. Stride, padding, output padding, dilation and groups are those of
:mod:`scratch.convolution.conv2d_transpose`. Without b nothing is added.

Source: Dumoulin & Visin, *A guide to convolution arithmetic for deep learning*, arXiv:1603.07285, chapter 4; for the
stripes Odena, Dumoulin & Olah, *Deconvolution and Checkerboard Artifacts*, Distill, 2016.
"""

from scratch.checked import checked
from scratch.convolving import convolve_transposed, laid_on_output
from scratch.signature import BothSides, Count, Differentiable, Float, Natural


@checked
def conv1d_transpose(
    x: Float["n t c"],
    W: Float["p k c"],
    b: Float["k*groups"] | None = None,
    *,
    stride: Natural = 1,
    padding: BothSides = 0,
    output_padding: Count | None = None,
    dilation: Natural = 1,
    groups=1,
) -> Differentiable:
    windows = laid_on_output(
        "conv1d_transpose", x.shape[1:-1], len(W), stride, padding, output_padding, dilation
    )
    return convolve_transposed("conv1d_transpose", x, W, b, windows, groups)
