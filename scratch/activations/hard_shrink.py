r"""Hard shrinkage: what is no larger than λ becomes zero, all else passes untouched.

    y = x where |x| > λ, else 0
    dx = dy where |x| > λ, else 0

The choice is made of a comparison and a product, since NumPy lacks a quick one: :mod:`scratch.activations.leaky_relu`.

Axes: any. λ is called ``lambd``, since ``lambda`` is a word of Python.

Source: Donoho & Johnstone, *Ideal spatial adaptation by wavelet shrinkage*, Biometrika 81(3), 1994: hard thresholding.
"""

import numpy as np

from scratch.checked import checked
from scratch.signature import Differentiable, Float


@checked
def hard_shrink(x: Float["*shape"], *, lambd=0.5) -> Differentiable:
    passes = (np.abs(x) > lambd).astype(x.dtype)  # 1 or 0

    def backward(dy):
        return dict(x=dy * passes)

    return x * passes, backward
