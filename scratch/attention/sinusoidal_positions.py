r"""Sinusoidal positions: a wave of every length, added to each sequence, tells a position like the pointers of clocks.

    y_pos = x_pos + P_pos
    P_{pos, 2i} = sin θ        P_{pos, 2i+1} = cos θ        θ = pos / base^{2i/d}
    dx = dy

Sine and cosine of one wave lie side by side; an odd d ends with a sine. From pos to pos + k each pair is turned by an
angle that k alone decides: what a layer learns of a distance holds everywhere. Nothing is learned here, and no sequence
is too long.

Axes: n sequences, t positions, d features.

Source: Vaswani et al., *Attention Is All You Need*, NeurIPS 2017, section 3.5. They multiply x by √d before
(section 3.4): that is left to whoever makes x.
"""

import numpy as np

from scratch.checked import checked
from scratch.signature import Differentiable, Float, Positive
from scratch.waves import waves


@checked
def sinusoidal_positions(x: Float["n t d"], *, base: Positive = 10_000.0) -> Differentiable:
    _, t, d = x.shape
    sin, cos = waves(t, d, base, x.dtype)
    P = np.empty((t, d), x.dtype)
    P[:, 0::2], P[:, 1::2] = sin, cos[:, : d // 2]

    def backward(dy):
        return dict(x=dy)

    return x + P, backward
