r"""Variance scaling: the wider a layer, the smaller its weights, so that sums of many terms are as large as their
terms.

    Var W = s / n        n is fan_in, fan_out, or (fan_in + fan_out) / 2

A sum y = Σ W x of n terms has Var y = n Var W Var x: with n = fan_in and s = 1 signals keep their size forward, and
with n = fan_out gradients do backward.

Glorot's, He's and LeCun's are its cases. A truncated normal is widened by what its tails take away, so that each
distribution has this variance.

Axes: shape is that of a matrix of i inputs and k outputs, or of a kernel with places before these; fan_in is i and
fan_out is k, each times the places of a kernel. scale is s, mode is what n is. Raises ValueError for a shape of fewer
axes, and for a scale below 0.

Source: Keras's ``VarianceScaling``; the argument is that of He, Zhang, Ren & Sun, *Delving Deep into Rectifiers*,
ICCV 2015, section 2.2.
"""

import math
from typing import Literal

from scratch.checked import checked
from scratch.fans import fans
from scratch.initializers.random_normal import random_normal
from scratch.initializers.random_uniform import random_uniform
from scratch.initializers.truncated_normal import LEFT, truncated_normal
from scratch.signature import Generator, KernelShape, NotNegative, Sample


@checked
def variance_scaling(
    rng: Generator,
    shape: KernelShape,
    *,
    scale: NotNegative = 1.0,
    mode: Literal["fan_in", "fan_out", "fan_avg"] = "fan_in",
    distribution: Literal["truncated_normal", "untruncated_normal", "uniform"] = "truncated_normal",
) -> Sample:
    fan_in, fan_out = fans(shape)
    n = {"fan_in": fan_in, "fan_out": fan_out, "fan_avg": (fan_in + fan_out) / 2}[mode]
    deviation = math.sqrt(scale / max(n, 1))
    if distribution == "uniform":
        return random_uniform(rng, shape, low=-math.sqrt(3) * deviation, high=math.sqrt(3) * deviation)
    if distribution == "untruncated_normal":
        return random_normal(rng, shape, deviation=deviation)
    return truncated_normal(rng, shape, deviation=deviation / LEFT)
