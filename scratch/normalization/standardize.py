r"""Standardization: features come to the mean 0 and the variance 1 that they have in the data which one learns from.

    μ = mean_m data        σ² = mean_m (data − μ)²        or both are given
    y = (x − μ) / σ                                       σ is at least ε
    dx = dy / σ

μ and σ² are of the training data, whatever x is, and stay as they are: the test data do not make their own, and no
gradient goes through them. A feature that never varies has σ = 0: ε keeps it from 0 / 0.

Axes: features, c, are the last axis; x has any before it, and so have the data, m. ValueError if neither data nor
both μ and σ² are given.

Source: LeCun, Bottou, Orr & Müller, *Efficient BackProp*, in Neural Networks: Tricks of the Trade, 1998, section 4.3; ε
as in Keras's ``keras.layers.Normalization``.
"""

import numpy as np

from scratch.checked import checked
from scratch.signature import Differentiable, Fixed, Float, Positive


@checked
def standardize(
    x: Float["*batch c"],
    mean: Fixed["c"] | None = None,
    var: Fixed["c"] | None = None,
    data: Fixed["m c"] | None = None,
    *,
    epsilon: Positive = 1e-7,
) -> Differentiable:
    if data is not None:
        mean = data.mean(axis=0)
        var = np.vecdot(data - mean, data - mean, axis=0) / len(data)
    elif mean is None or var is None:
        raise ValueError("standardize: data are missing, or mean and var")
    sigma = np.clip(np.sqrt(var), epsilon, np.inf)
    y = (x - mean) / sigma

    def backward(dy):
        return dict(x=dy / sigma)

    return y, backward
