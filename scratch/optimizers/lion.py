r"""Lion: every weight takes a step of the same length, and only the sign says where to.

    d_t = sign(β₁ m_{t−1} + (1 − β₁) g_t)               sign(0) = 0
    w_t = w_{t−1} − α (d_t + λ w_{t−1})
    m_t = β₂ m_{t−1} + (1 − β₂) g_t                     it remembers longer than the direction does

One mean is kept where Adam keeps two. Since every step is as long as can be, α is three to ten times smaller than in
Adam, and λ, which is multiplied by it, as much larger. To maximize, the gradient is −g_t, and the weights shrink all
the same. Whoever goes on from earlier steps gives the m after the last of them.

Axes: t steps, d weights. Returns the weights after each step (t d).

Source: Chen et al., *Symbolic Discovery of Optimization Algorithms*, NeurIPS 2023, Algorithm 2.
"""

import numpy as np

from scratch.checked import checked
from scratch.signature import Fixed, Float, Path, Share
from scratch.walking import averaged, walked


@checked
def lion(
    w: Float["d"],
    gradients: Float["t d"],
    m: Fixed["d"] | None = None,
    *,
    learning_rate=0.0001,
    beta1: Share = 0.9,
    beta2: Share = 0.99,
    weight_decay=0.0,
    maximize=False,
) -> Path:
    def direction(t, w, g, m):
        d = beta1 * m
        d += (1 - beta1) * g
        # The sign: np.sign itself looks at entry by entry, and takes ten times as long.
        d *= np.finfo(d.dtype).max
        d *= np.finfo(d.dtype).max  # what was not 0 is beyond 1
        np.clip(d, -1, 1, out=d)
        averaged(m, beta2, g)
        return d + weight_decay * w if weight_decay else d

    return walked(w, gradients, dict(m=m), direction, learning_rate, maximize=maximize)
