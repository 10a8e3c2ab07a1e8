"""What optimizers share: the walk of the weights along directions, and running means.

w_t = w_{t−1} − α d_t            the direction d_t is made of the gradient and of a state that it changes
m_t = β m_{t−1} + (1 − β) g_t    a running mean: 1 / (1 − β) steps or so are in it
"""

import numpy as np

from scratch.penalized import penalized

BLOCK = 2**17  # weights


def walked(w, gradients, state, direction, rate, *, weight_decay=0.0, maximize=False, step=0, whole=False):
    """Return the weights after each step (t d): each goes against ``direction(t, w, g, **state)``, which is d_t.

    ``state`` are arrays that the direction writes into, copies of those given; None is 0. The weights go block by
    block: small arrays, whose memory is used again and again, are faster by half. With ``whole`` they go together, of
    any number of axes, since a direction needs all of them. The ``rate`` α is a number, or one for each step (t).
    ``step`` steps were taken before.
    """
    path = np.empty_like(gradients)
    rates = [rate] * len(gradients) if isinstance(rate, float) else rate
    blocks = [...] if whole else [slice(start, start + BLOCK) for start in range(0, len(w), BLOCK)]
    with np.errstate(over="ignore", divide="ignore", invalid="ignore"):  # a g² that is ∞, and with ε = 0 0/0
        for block in blocks:
            w_t = w[block]
            kept = {
                name: np.zeros_like(w_t) if each is None else each[block].astype(w.dtype)
                for name, each in state.items()
            }
            for t, (alpha, g, place) in enumerate(zip(rates, gradients, path, strict=True), start=step + 1):
                g, place = penalized(g[block], w_t, weight_decay, maximize), place[block]
                np.multiply(alpha, direction(t, w_t, g, **kept), out=place)
                w_t = np.subtract(w_t, place, out=place)
    return path


def averaged(mean, beta, *factors):
    """Return a running mean, moved on by the product of the factors; the new one stands in the place of the old."""
    more = (1 - beta) * factors[0]
    for factor in factors[1:]:
        more *= factor  # from the left: in float32 g² is ∞ from 2e19 on
    mean *= beta
    mean += more
    return mean


def unbiased(mean, beta, t):
    """Return a running mean after t steps, its bias from the start at 0 undone, as a new array."""
    return mean / (1 - beta**t)


def rooted(v, epsilon):
    """Return √v + ε, a new array."""
    root = np.sqrt(v)
    root += epsilon
    return root


def whole_state(who, needed, step=0, **given):
    """Return the arrays of a state that are needed, by their names. Raises ValueError for a part of it, or too much.

    All may be absent, if no steps were taken before.
    """
    there = [name for name, array in given.items() if array is not None]
    if there != list(needed) and (there or step):
        told = (
            f"step is {step}, and " if step else ""
        ) + f"{', '.join(there) or 'nothing'} of the state is given"
        none = "or none of them" + (" at step 0" if step else "")
        raise ValueError(f"{who}: {told}; allowed are {', '.join(needed)} together, {none}")
    return {name: given[name] for name in needed}
