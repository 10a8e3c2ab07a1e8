r"""Max pooling of a sequence: of every window, only the largest number goes on.

    y_r = max_i x_{S·r + D·i − P}        of the places that lie in the sequence

    dx_{S·r + D·i − P} += dy_r           for the first place i of the maximum

A window that holds NaN has the maximum NaN, and its place is the first NaN.

Axes: n sequences of t steps and c channels. Padding P may differ between before and after (:mod:`scratch.windows`); the
stride S is the size if none is given. In ceil mode a last window may reach over the end, if it starts before it.

Raises ValueError if a window sees the padding alone.

Source: Collobert, Weston, Bottou, Karlen, Kavukcuoglu & Kuksa, *Natural Language Processing (Almost) from Scratch*,
JMLR 12, 2011, section 3.2.2, where one window is the whole sentence; for stride, padding, dilation and ceil mode the
documentation of nn.MaxPool1d.
"""

from scratch.checked import checked
from scratch.pooled import largest
from scratch.signature import BothSides, Differentiable, Float, Natural
from scratch.windows import laid


@checked
def max_pool1d(
    x: Float["n t c"],
    *,
    size: Natural = 2,
    stride: Natural | None = None,
    padding: BothSides = 0,
    dilation: Natural = 1,
    ceil_mode=False,
) -> Differentiable:
    who, stride = f"max_pool1d: size {size}", size if stride is None else stride
    windows = laid(who, x.shape[1:-1], size, stride, padding, dilation, ceil_mode)
    return largest("max_pool1d", x, windows, padding)
