"""Waves of all lengths, from 2π to 2π · base: the pointers of many clocks, by which a position is told."""

import numpy as np


def waves(t, d, base, dtype, first=0):
    """Return sin θ and cos θ of the angles θ = pos · base^(−2i/d), each (t ⌈d/2⌉), pos counted from ``first``.

    The angles are worked out in float64: in float32 one of a thousand has lost three digits.
    """
    theta = np.arange(first, first + t)[:, None] * base ** (-np.arange(0, d, 2) / d)
    return np.sin(theta).astype(dtype), np.cos(theta).astype(dtype)
