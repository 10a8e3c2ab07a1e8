r"""Average pooling of a volume: of every window, a box, the mean goes on.

    y_r = 1/N_r Σ_i x_{S·r + i − P}        x is 0 outside the volume

    dx_{S·r + i − P} += dy_r / N_r

where r, i, S and P have a number for each of three axes. N is the number of places of a window, those in the padding
counted or not. A place beyond the padding, where a last window reaches in ceil mode, never counts.

Axes: n volumes of d planes, h rows, w columns and c channels; a film has time for depth. Size, stride S and padding P
may differ between the axes, and padding between before and after the volume (:mod:`scratch.windows`); the stride is the
size if none is given. In ceil mode a last window may reach over the end, if it starts before it.

Raises ValueError if a window has no place that counts.

Source: the documentation of nn.AvgPool3d; the mean of an image's window is in :mod:`scratch.pooling.avg_pool2d`.
"""

from scratch.checked import checked
from scratch.pooled import mean
from scratch.signature import ByAxis3, BySide3, Differentiable, Float
from scratch.windows import laid


@checked
def avg_pool3d(
    x: Float["n d h w c"],
    *,
    size: ByAxis3 = 2,
    stride: ByAxis3 | None = None,
    padding: BySide3 = 0,
    ceil_mode=False,
    count_include_pad=True,
) -> Differentiable:
    who, stride = f"avg_pool3d: size {size}", size if stride is None else stride
    windows = laid(who, x.shape[1:-1], size, stride, padding, ceil_mode=ceil_mode)
    return mean("avg_pool3d", x, windows, padding, count_include_pad)
