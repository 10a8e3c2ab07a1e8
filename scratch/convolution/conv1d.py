r"""Convolution of a sequence: one small kernel looks at every step and its neighbours.

    y_r = b + Σ_i x_{S·r + D·i − P} W_i             x is 0 outside the sequence

Axes: n sequences of t steps, c channels; a kernel of p steps; k channels of y. Stride S, padding P and dilation D are
those of :mod:`scratch.convolution.conv2d`, as are groups: y has (t + P + P′ − D(p − 1) − 1) // S + 1 steps. Without b
nothing is added. Here, too, the p × c numbers that one y sees are its patch:

    y = patches W + b        dW = patchesᵀ dy        db = Σ dy        dx_{S·r + D·i − P} += dy_r W_iᵀ

Source: Waibel, Hanazawa, Hinton, Shikano & Lang, *Phoneme Recognition Using Time-Delay Neural Networks*, IEEE
Transactions on Acoustics, Speech, and Signal Processing 37(3), 1989; for stride, padding and dilation
Dumoulin & Visin, *A guide to convolution arithmetic for deep learning*, arXiv:1603.07285.
"""

from scratch.checked import checked
from scratch.convolving import convolve
from scratch.signature import BothSides, Differentiable, Float, Natural
from scratch.windows import laid


@checked
def conv1d(
    x: Float["n t c"],
    W: Float["p c//groups k"],
    b: Float["k"] | None = None,
    *,
    stride: Natural = 1,
    padding: BothSides = 0,
    dilation: Natural = 1,
    groups=1,
) -> Differentiable:
    windows = laid("conv1d: W", x.shape[1:-1], len(W), stride, padding, dilation)
    return convolve("conv1d", x, W, b, windows, groups)
