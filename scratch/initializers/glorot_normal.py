r"""Glorot's normal initialization: weights so wide that signals keep their size, forward and backward.

    W ~ N(0, σ²)        σ = g √(2 / (fan_in + fan_out))

The deviation is that of glorot_uniform; here single weights may be larger. Truncated, the bell is cut at two
deviations, and is wider by as much as it loses.

Axes: shape is that of a matrix of i inputs and k outputs, or of a kernel with places before these. The fans are inputs
and outputs, each times the places of a kernel. gain is g, by which an activation's loss is made up for.

Source: Glorot & Bengio, *Understanding the difficulty of training deep feedforward neural networks*,
AISTATS 2010, equation 12.
"""

from scratch.checked import checked
from scratch.initializers.variance_scaling import variance_scaling
from scratch.signature import Generator, KernelShape, Sample


@checked
def glorot_normal(rng: Generator, shape: KernelShape, *, gain=1.0, truncated=False) -> Sample:
    normal = "truncated_normal" if truncated else "untruncated_normal"
    return variance_scaling(rng, shape, scale=gain**2, mode="fan_avg", distribution=normal)
