"""PyTorch takes the channels second, Keras last; groups are channels side by side in both.

Both put ε under the root, PyTorch 1e-5, Keras 1e-3. A single sample with one value a group PyTorch refuses.
"""

import numpy as np

from comparisons.declaring.concept import Concept
from comparisons.declaring.differing import Differs, rewritten
from scratch.normalization.group_norm import group_norm


def data(rng, n, pixels, c, constant=False, far=0.0):
    """Draw x about ``far``; with ``constant`` a sample is the same everywhere."""
    x = rng.standard_normal((n, *pixels, c))
    if constant:
        x[:] = rng.standard_normal(n).reshape(n, *[1] * (x.ndim - 1))
    return dict(x=x + far)


def from_squares(x, epsilon, mean, variance=None):
    """Standardize x by the means of x and of x², from which μ is never taken away first; or by a variance given."""
    mu = mean(x)
    variance = np.clip(mean(x, x) - mu**2, 0, np.inf) if variance is None else variance
    scale = 1 / np.sqrt(variance + epsilon)
    x_hat = x * scale - mu * scale

    def backward(dx_hat):
        slope = (mean(dx_hat) * mu - mean(dx_hat, x)) * scale**3
        return dx_hat * scale + slope * x - (slope * mu + mean(dx_hat) * scale)

    return x_hat, backward


BOTH = ("gamma", "beta")

OF_SQUARES = dict(
    squares="Keras on torch takes the variance as mean x² − μ², in which the digits of a large mean cancel; "
    "TensorFlow has the mean of (x − μ)²"
)

concept = Concept(
    __name__,
    cases=[
        dict(n=2, pixels=(3, 2), c=4, groups=2, given=BOTH),
        dict(n=3, pixels=(5,), c=6, groups=1, given=BOTH),
        dict(n=2, pixels=(2, 3), c=3, groups=3, epsilon=0.001, given=BOTH),
        dict(n=3, pixels=(), c=64, given=("gamma",)),
        dict(n=2, pixels=(2, 2), c=4, groups=2, epsilon=0.0, given=("beta",)),
        dict(n=2, pixels=(1, 1), c=1, groups=1),
        dict(n=2, pixels=(2, 2), c=4, groups=2, constant=True, epsilon=0.001, given=BOTH),
        dict(n=2, pixels=(3, 3), c=4, groups=2, far=100.0, given=BOTH),
    ],
    timing=dict(n=32, pixels=(28, 28), c=32, groups=8, given=BOTH),
    data=data,
    pytorch=dict(x="n ... c -> n c ...", y="n ... c -> n c ...", gamma="weight", beta="bias"),
    keras=dict(gamma="gamma", beta="beta"),
    differs=dict(
        pytorch=Differs(
            rewritten(group_norm, standardized=from_squares),
            dict(
                squares="of images in channels_last memory PyTorch takes the variance as mean x² − μ², in which the "
                "digits of a large mean cancel; call contiguous() before it"
            ),
            rearranged=True,
        )
    )
    | {"keras-torch": Differs(rewritten(group_norm, standardized=from_squares), OF_SQUARES, rearranged=True)},
)
