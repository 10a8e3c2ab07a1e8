"""Fans: how many numbers go into each output of a layer, and to how many outputs each input goes.

A matrix of i inputs and k outputs has the fans i and k; a kernel, with places before these, has each times its places.
"""

import math


def fans(shape):
    *places, i, k = shape
    return math.prod(places) * i, math.prod(places) * k
