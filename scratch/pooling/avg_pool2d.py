r"""Average pooling: of every window of an image, the mean goes on.

    y_{r,s} = 1/N_{r,s} Σ_{i,j} x_{S·r + i − P, S·s + j − P}        x is 0 outside the image

    dx_{S·r + i − P, S·s + j − P} += dy_{r,s} / N_{r,s}

N is the number of places of a window, those in the padding counted or not. A place beyond the padding, where a last
window reaches in ceil mode, never counts.

Axes: n images of h rows, w columns and c channels. Size, stride S and padding P may differ between rows and columns,
and padding between before and after the image (:mod:`scratch.windows`); the stride is the size if none is given. In
ceil mode a last window may reach over the end of the image, if it starts before it.

Raises ValueError if a window has no place that counts.

Source: LeCun, Bottou, Bengio & Haffner, *Gradient-Based Learning Applied to Document Recognition*, Proceedings of the
IEEE 86(11), 1998, section II, whose sub-sampling is such a mean; for padding and ceil mode the documentation of
nn.AvgPool2d.
"""

from scratch.checked import checked
from scratch.pooled import mean
from scratch.signature import ByAxis, BySide, Differentiable, Float
from scratch.windows import laid


@checked
def avg_pool2d(
    x: Float["n h w c"],
    *,
    size: ByAxis = 2,
    stride: ByAxis | None = None,
    padding: BySide = 0,
    ceil_mode=False,
    count_include_pad=True,
) -> Differentiable:
    who, stride = f"avg_pool2d: size {size}", size if stride is None else stride
    windows = laid(who, x.shape[1:-1], size, stride, padding, ceil_mode=ceil_mode)
    return mean("avg_pool2d", x, windows, padding, count_include_pad)
