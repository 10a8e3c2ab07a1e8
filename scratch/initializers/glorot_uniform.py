r"""Glorot's uniform initialization: weights so wide that signals keep their size, forward and backward.

    W ~ U(−a, a)        a = g √(6 / (fan_in + fan_out)), which has the deviation g √(2 / (fan_in + fan_out))

Forward the variance of what goes through a layer is kept by 1 / fan_in, backward by 1 / fan_out; this is between them.

Axes: shape is that of a matrix of i inputs and k outputs, or of a kernel with places before these. The fans are inputs
and outputs, each times the places of a kernel. gain is g, by which an activation's loss is made up for.

Source: Glorot & Bengio, *Understanding the difficulty of training deep feedforward neural networks*,
AISTATS 2010, equation 16.
"""

from scratch.checked import checked
from scratch.initializers.variance_scaling import variance_scaling
from scratch.signature import Generator, KernelShape, Sample


@checked
def glorot_uniform(rng: Generator, shape: KernelShape, *, gain=1.0) -> Sample:
    return variance_scaling(rng, shape, scale=gain**2, mode="fan_avg", distribution="uniform")
