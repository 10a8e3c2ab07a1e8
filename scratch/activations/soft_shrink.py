r"""Soft shrinkage: every number moves towards zero by λ, and what would go past it stays there.

    y = x − λ where x > λ, x + λ where x < −λ, else 0      that is x less what lies of it between −λ and λ
    dx = dy where |x| > λ, else 0

It is the step that ℓ₁ regularization asks for: y has the least ½ (y − x)² + λ |y|.

Axes: any. ValueError unless λ ≥ 0; it is called ``lambd``, since ``lambda`` is a word of Python.

Source: Donoho & Johnstone, *Ideal spatial adaptation by wavelet shrinkage*, Biometrika 81(3), 1994: soft thresholding.
"""

import numpy as np

from scratch.checked import checked
from scratch.signature import Differentiable, Float


@checked
def soft_shrink(x: Float["*shape"], *, lambd=0.5) -> Differentiable:
    if lambd < 0:
        raise ValueError(f"soft_shrink: lambd is {lambd}; allowed are numbers from 0 on")
    y = x - np.clip(x, -lambd, lambd)

    def backward(dy):
        return dict(x=dy * (np.abs(x) > lambd))

    return y, backward
