"""From one number to another: along a line, or along half a wave, which is slow at first and at last.

``done`` is the share of the way that is behind, from 0 to 1. A line is written so that both of its ends are exact.
"""

import numpy as np


def share(step, steps, rate):
    """Return the share of so many steps that is behind at each step, 1 after them, in the precision of the rate."""
    T = steps * np.ones_like(rate)
    return (np.minimum(step, T) / T).astype(rate.dtype)


def line(start, end, done):
    return start * (1 - done) + end * done


def half_wave(start, end, done):
    return end + (start - end) * (1 + np.cos(np.pi * done)) / 2
