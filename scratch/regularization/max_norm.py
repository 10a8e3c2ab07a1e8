r"""Max norm: the weights into a unit, as a vector, may be so long and no longer; if they are, they are shortened.

    n = √(Σ_i w²)              for each unit
    v = w min(1, c / n)
    dw = dv                                             where n ≤ c
    dw = c / n (dv − w Σ_i (w dv) / n²)                 where n > c: nothing goes along w

It is done after each step of an optimizer: a projection of the weights onto the ball of radius c.

Axes: i inputs of each unit on any axes, such as rows, columns and channels of a kernel, then k units; maximum is c,
above 0.

Source: Srivastava, Hinton, Krizhevsky, Sutskever & Salakhutdinov, *Dropout: A Simple Way to Prevent Neural Networks
from Overfitting*, JMLR 15, 2014, section 5.1.
"""

import numpy as np

from scratch.checked import checked
from scratch.signature import Differentiable, Float, Positive


@checked
def max_norm(w: Float["*i k"], *, maximum: Positive = 2.0) -> Differentiable:
    n = np.sqrt(by_unit(w, w))
    with np.errstate(divide="ignore"):  # a unit without weights is left as it is
        scale = np.clip(maximum / n, 0, 1)
    too_long = n > maximum

    def backward(dv):
        along = by_unit(w, dv)
        along[~too_long] = 0
        along[too_long] /= n[too_long] ** 2
        return dict(w=(dv - w * along) * scale)

    return w * scale, backward


def by_unit(a, b):
    """Return the inner product of two arrays of weights (*i k), unit by unit (k)."""
    return np.einsum("ik,ik->k", a.reshape(-1, a.shape[-1]), b.reshape(-1, b.shape[-1]))
