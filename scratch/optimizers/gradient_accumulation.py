r"""Gradient accumulation: one step along the mean of k gradients, as if their batches had been one.

    ḡ = (1/k) Σ_{i=1…k} g_i        of each k gradients one after the other
    v ← μ v + ḡ        w ← w − α v

In between, the weights stand still. Gradients that are left over at the end, fewer than k, move nothing: they wait for
those that follow. It is the step of the large batch if the loss is a mean over batches of the same size, and if nothing
else looks at the whole batch, as batch normalization does.

Axes: t gradients, d weights. steps is k. Returns the weights after each gradient (t d).

Source: Ott, Edunov, Grangier & Auli, *Scaling Neural Machine Translation*, WMT 2018, as delayed updates.
"""

import numpy as np

from scratch.checked import checked
from scratch.optimizers.momentum import momentum as heavy_ball
from scratch.signature import Float, Natural, Path


@checked
def gradient_accumulation(
    w: Float["d"], gradients: Float["t d"], *, steps: Natural = 2, learning_rate=0.01, momentum=0.0
) -> Path:
    whole = len(gradients) // steps  # steps that are taken
    groups = gradients[: whole * steps].reshape(whole, steps, len(w))
    taken = heavy_ball(w, np.mean(groups, axis=1), learning_rate=learning_rate, momentum=momentum)
    after = np.concatenate([w[None], taken])
    return after[np.arange(1, len(gradients) + 1) // steps]
