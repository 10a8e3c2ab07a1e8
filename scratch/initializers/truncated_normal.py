r"""Truncated normal initialization: a bell without its tails, so that no weight starts far off.

    W = μ + σ z        z ~ N(0, 1), drawn again wherever |z| > 2

What is left is narrower than σ: its deviation is σ √(1 − 4 φ(2) / (2 Φ(2) − 1)) = 0.8796 σ, with the density φ of z and
its distribution function Φ.

Axes: shape is any shape. mean is μ, deviation is σ, that of the bell before it is cut. Raises ValueError for a
deviation below 0.

Source: Keras's ``TruncatedNormal``.
"""

import math

import numpy as np

from scratch.checked import checked
from scratch.signature import Generator, NotNegative, Sample, Shape

#: The deviation that is left of 1: φ(2) is exp(−2) / √(2π), and 2 Φ(2) − 1 is erf(√2).
LEFT = math.sqrt(1 - 4 * math.exp(-2) / math.sqrt(2 * math.pi) / math.erf(math.sqrt(2)))


@checked
def truncated_normal(rng: Generator, shape: Shape, *, mean=0.0, deviation: NotNegative = 0.05) -> Sample:
    z = np.asarray(rng.standard_normal(shape))
    while (far := np.abs(z) > 2).any():
        z[far] = rng.standard_normal(np.count_nonzero(far))
    return np.asarray(mean + deviation * z)
