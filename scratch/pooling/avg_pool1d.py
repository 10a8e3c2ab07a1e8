r"""Average pooling of a sequence: of every window, the mean goes on.

    y_r = 1/N_r Σ_i x_{S·r + i − P}        x is 0 outside the sequence

    dx_{S·r + i − P} += dy_r / N_r

N is the number of places of a window, those in the padding counted or not. A place beyond the padding, where a last
window reaches in ceil mode, never counts.

Axes: n sequences of t steps and c channels. Padding P may differ between before and after (:mod:`scratch.windows`); the
stride S is the size if none is given. In ceil mode a last window may reach over the end, if it starts before it.

Raises ValueError if a window has no place that counts.

Source: Waibel, Hanazawa, Hinton, Shikano & Lang, *Phoneme Recognition Using Time-Delay Neural Networks*, IEEE
Transactions on Acoustics, Speech and Signal Processing 37(3), 1989, whose output adds up evidence over time; for
stride, padding and ceil mode the documentation of nn.AvgPool1d.
"""

from scratch.checked import checked
from scratch.pooled import mean
from scratch.signature import BothSides, Differentiable, Float, Natural
from scratch.windows import laid


@checked
def avg_pool1d(
    x: Float["n t c"],
    *,
    size: Natural = 2,
    stride: Natural | None = None,
    padding: BothSides = 0,
    ceil_mode=False,
    count_include_pad=True,
) -> Differentiable:
    who, stride = f"avg_pool1d: size {size}", size if stride is None else stride
    windows = laid(who, x.shape[1:-1], size, stride, padding, ceil_mode=ceil_mode)
    return mean("avg_pool1d", x, windows, padding, count_include_pad)
