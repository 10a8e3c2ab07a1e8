r"""LeCun's normal initialization: sums of n terms are as large as one of them, so the next layer sees what this one
saw.

    W ~ N(0, σ²)        σ² = 1 / fan_in

It is for activations of slope 1 at 0, as tanh and SELU.
Truncated, the bell is cut at two deviations, and is wider by as much as it loses.

Axes: shape is that of a matrix of i inputs and k outputs, or of a kernel with places before these. fan_in is i times
the places of a kernel.

Source: LeCun, Bottou, Orr & Müller, *Efficient BackProp*, 1998, section 4.6.
"""

from scratch.checked import checked
from scratch.initializers.variance_scaling import variance_scaling
from scratch.signature import Generator, KernelShape, Sample


@checked
def lecun_normal(rng: Generator, shape: KernelShape, *, truncated=False) -> Sample:
    normal = "truncated_normal" if truncated else "untruncated_normal"
    return variance_scaling(rng, shape, distribution=normal)
