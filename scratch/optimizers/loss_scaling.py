r"""Loss scaling: half precision loses small gradients, so the loss is made s times as large, and the step undoes it.

    g_t is the gradient of s_t L.

    if g_t is finite        w_t = w_{t−1} − α g_t / s_t
    else                    w_t = w_{t−1}                 and s_{t+1} = s_t / 2
    after n finite ones in a row                          s_{t+1} = 2 s_t

So s stays as large as it can be, just below what overflows: a step is lost now and then. It is doubled while float32,
in which it is kept, can hold it; where it is halved until nothing is left, it is 0, and g_t / s_t no number.

Axes: t steps, d weights. initial_scale is s_1; growth_interval is n. The gradients are those of the scaled loss, as
they come. Returns the weights after each step (t d).

Source: Micikevicius et al., *Mixed Precision Training*, ICLR 2018, section 3.2; the rule for s is that of NVIDIA's
guide, *Train With Mixed Precision*, "Choosing a Scaling Factor".
"""

import numpy as np

from scratch.checked import checked
from scratch.signature import Float, Natural, Path, Positive

LARGEST = float(np.finfo("float32").max)


@checked
def loss_scaling(
    w: Float["d"],
    gradients: Float["t d"],
    *,
    initial_scale: Positive = 65536.0,
    growth_interval: Natural = 2000,
    learning_rate=0.01,
) -> Path:
    path = np.empty_like(gradients)
    scale, good = initial_scale, 0
    for g, place in zip(gradients, path, strict=True):
        if np.isfinite(g).all():
            step = np.divide(g, scale, out=place)
            step *= learning_rate
            w = np.subtract(w, step, out=place)
            good += 1
            if good == growth_interval:
                scale, good = doubled(scale), 0
        else:
            scale, good = scale / 2, 0
            place[...] = w
    return path


def doubled(scale):
    """Return twice the scale, if float32 can hold that."""
    return 2 * scale if 2 * scale <= LARGEST else scale
