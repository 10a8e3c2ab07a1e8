r"""He's uniform initialization: twice the variance that a layer would need by itself, for a ReLU takes half of it away.

    W ~ U(−a, a)        a = √(6 / ((1 + α²) n)), which has the variance 2 / ((1 + α²) n)

The factor 1 + α² is for a leaky ReLU, which leaves α of what is below 0.

Axes: shape is that of a matrix of i inputs and k outputs, or of a kernel with places before these. n is fan_in, which
keeps signals forward, or fan_out, which keeps gradients backward, as mode says: inputs or outputs, each times the
places of a kernel. slope is α.

Source: He, Zhang, Ren & Sun, *Delving Deep into Rectifiers: Surpassing Human-Level Performance on ImageNet
Classification*, ICCV 2015, section 2.2.
"""

from typing import Literal

from scratch.checked import checked
from scratch.initializers.variance_scaling import variance_scaling
from scratch.signature import Generator, KernelShape, Sample


@checked
def he_uniform(
    rng: Generator, shape: KernelShape, *, slope=0.0, mode: Literal["fan_in", "fan_out"] = "fan_in"
) -> Sample:
    scale = 2 / (1 + slope**2)
    return variance_scaling(rng, shape, scale=scale, mode=mode, distribution="uniform")
