r"""Causal convolution: every step sees itself and steps before it, and none that is still to come.

    y_r = b + Σ_i x_{S·r + D·i − D (p − 1)} W_i             x is 0 before the sequence

It is :mod:`scratch.convolution.conv1d` with D (p − 1) zeros before the sequence and none after: the last entry of the
kernel is the step's own. So a network that foretells the next step is trained at all steps at once, and none of them
sees what it shall foretell. Of l layers with kernels of 2 and dilations 1, 2, 4, …, a step sees 2ˡ.

Axes: n sequences of t steps, c channels; a kernel of p steps; k channels of y, which has ⌈t / S⌉ steps. Stride S,
dilation D and groups as there. Without b nothing is added.

Source: van den Oord, Dieleman, Zen, Simonyan, Vinyals, Graves, Kalchbrenner, Senior & Kavukcuoglu, *WaveNet: A
Generative Model for Raw Audio*, arXiv:1609.03499, 2016, section 2.1.
"""

from scratch.checked import checked
from scratch.convolution.conv1d import conv1d
from scratch.signature import Differentiable, Float, Natural


@checked
def causal_conv1d(
    x: Float["n t c"],
    W: Float["p c//groups k"],
    b: Float["k"] | None = None,
    *,
    stride: Natural = 1,
    dilation: Natural = 1,
    groups=1,
) -> Differentiable:
    before = dilation * (len(W) - 1)
    return conv1d(x, W, b, stride=stride, padding=(before, 0), dilation=dilation, groups=groups)
