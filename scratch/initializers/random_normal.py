r"""Normal initialization: weights from a bell around a mean, mostly small and now and then large.

    W ~ N(μ, σ²)        or W = μ + σ z with z ~ N(0, 1)

Any two neurons start apart, so they can learn different things. But σ does not know how wide the layer is: see
variance_scaling. NumPy draws normal numbers one after the other and in float64; it has nothing that draws many at once.

Axes: shape is any shape. mean is μ, deviation is σ. Raises ValueError for a deviation below 0.

Source: Krizhevsky, Sutskever & Hinton, *ImageNet Classification with Deep Convolutional Neural Networks*, NIPS 2012,
section 5, with σ = 0.01; 0.05 is Keras's.
"""

from scratch.checked import checked
from scratch.signature import Generator, NotNegative, Sample, Shape


@checked
def random_normal(rng: Generator, shape: Shape, *, mean=0.0, deviation: NotNegative = 0.05) -> Sample:
    return rng.normal(mean, deviation, shape)
