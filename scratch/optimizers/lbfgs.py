r"""L-BFGS: Newton's method, with the curvature read off the last few steps and off how the gradient changed in each.

    s_i = w_i − w_{i−1}      y_i = g_i − g_{i−1}      ρ_i = 1 / y_iᵀ s_i           the last h pairs with y_iᵀ s_i > 0
    q ← g_t
    q ← q − α_i y_i          with α_i = ρ_i s_iᵀ q                                 from the newest pair to the oldest
    r ← (s_iᵀ y_i / y_iᵀ y_i) q                                                    of the newest
    r ← r + (α_i − β_i) s_i  with β_i = ρ_i y_iᵀ r                                 from the oldest to the newest
    w_t = w_{t−1} − α r

So r is H g, with the inverse H of a matrix that sends every s_i to its y_i, and no matrix is ever made. Before there is
a pair, r is g; and the very first step is shortened, to α min(1, 1 / ‖g‖₁) g. A pair whose yᵀ s is 1e-10 or less is
left out: so H stays positive. No line is searched here: α says how much of r a step is.

With weight_decay λ the gradient is g_t + λ w_{t−1}; to maximize, −g_t. Whoever goes on from earlier steps gives the
pairs, the oldest first, and the last gradient g and step p, which is w_t − w_{t−1}.

Axes: t steps, d weights, k pairs. Returns the weights after each step (t d). ValueError where a part of the state is
missing.

Source: Nocedal & Wright, *Numerical Optimization*, 2nd edition 2006, Algorithms 7.4 and 7.5; the first step and the
bound of yᵀ s are those of torch.optim.LBFGS.
"""

import numpy as np

from scratch.checked import checked
from scratch.penalized import penalized
from scratch.signature import Fixed, Float, Natural, Path
from scratch.walking import whole_state


@checked
def lbfgs(
    w: Float["d"],
    gradients: Float["t d"],
    s: Fixed["k d"] | None = None,
    y: Fixed["k d"] | None = None,
    g: Fixed["d"] | None = None,
    p: Fixed["d"] | None = None,
    *,
    learning_rate=1.0,
    history_size: Natural = 100,
    weight_decay=0.0,
    maximize=False,
) -> Path:
    whole_state("lbfgs", ("s", "y", "g", "p"), s=s, y=y, g=g, p=p)
    pairs = [] if s is None else list(zip(s, y, strict=True))[-history_size:]
    path = np.empty_like(gradients)
    for place, gradient in zip(path, gradients, strict=True):
        before, g = g, penalized(gradient, w, weight_decay, maximize)
        if before is not None and np.vecdot(p, g - before) > 1e-10:
            pairs = [*pairs, (p, g - before)][-history_size:]
        p = -learning_rate * times_inverse_hessian(g, pairs)
        if before is None:
            with np.errstate(divide="ignore"):
                p *= np.minimum(1, 1 / np.sum(np.abs(g)))
        w = np.add(w, p, out=place)
    return path


def times_inverse_hessian(g, pairs):
    """Return H g (d) by the pairs (s, y), of which the newest comes last."""
    r, alphas = g, []
    for s, y in reversed(pairs):
        alphas.append(np.vecdot(s, r) / np.vecdot(y, s))
        r = r - alphas[-1] * y
    if pairs:
        s, y = pairs[-1]
        r = np.vecdot(s, y) / np.vecdot(y, y) * r
    for s, y in pairs:
        beta = np.vecdot(y, r) / np.vecdot(y, s)
        r = r + (alphas.pop() - beta) * s
    return r
