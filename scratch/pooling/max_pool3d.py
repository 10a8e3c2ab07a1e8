r"""Max pooling of a volume: of every window, a box, only the largest number goes on.

    y_r = max_i x_{S·r + D·i − P}        of the places that lie in the volume

    dx_{S·r + D·i − P} += dy_r           for the first place i of the maximum, plane by plane, row by row

where r, i, S, D and P have a number for each of three axes. A window that holds NaN has the maximum NaN, and its place
is the first NaN.

Axes: n volumes of d planes, h rows, w columns and c channels; a film has time for depth. Size, stride S, padding P
and dilation D may differ between the axes, and padding between before and after the volume (:mod:`scratch.windows`);
the stride is the size if none is given. In ceil mode a last window may reach over the end, if it starts before it.

Raises ValueError if a window sees the padding alone.

Source: Tran, Bourdev, Fergus, Torresani & Paluri, *Learning Spatiotemporal Features with 3D Convolutional Networks*,
ICCV 2015, section 3.1; for padding, dilation and ceil mode the documentation of nn.MaxPool3d.
"""

from scratch.checked import checked
from scratch.pooled import largest
from scratch.signature import ByAxis3, BySide3, Differentiable, Float
from scratch.windows import laid


@checked
def max_pool3d(
    x: Float["n d h w c"],
    *,
    size: ByAxis3 = 2,
    stride: ByAxis3 | None = None,
    padding: BySide3 = 0,
    dilation: ByAxis3 = 1,
    ceil_mode=False,
) -> Differentiable:
    who, stride = f"max_pool3d: size {size}", size if stride is None else stride
    windows = laid(who, x.shape[1:-1], size, stride, padding, dilation, ceil_mode)
    return largest("max_pool3d", x, windows, padding)
