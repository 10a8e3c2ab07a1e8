"""Fans: how many numbers go into each output of a layer, and to how many outputs each input goes.

A matrix of i inputs and k outputs has the fans i and k; a kernel, with places before these, has each times its places.
"""

import math


def fans(shape):
    if len(shape) < 2:
        raise ValueError(
            f"variance_scaling: shape is {shape}; allowed are two axes or more, the last are i and k"
        )
    *places, i, k = shape
    return math.prod(places) * i, math.prod(places) * k
