"""Both put ε under the root; PyTorch has 1e-5, Keras 1e-3, which has to be passed when a model is carried over.

Both take the last axis, PyTorch several if it is given their sizes, Keras any that ``axis`` names.
"""

import math

import numpy as np

from comparisons.declaring.concept import Concept
from scratch.normalization.layer_norm import layer_norm
from scratch.normalization.rms_norm import rms_norm


def data(rng, shape, constant=False, far=0.0):
    """Draw x about ``far``; with ``constant`` the features of a sample are all alike."""
    x = rng.standard_normal(shape)
    if constant:
        x[:] = x[..., :1]
    return dict(x=x + far)


BOTH = ("gamma", "beta")


def of_one_less(x, gamma=None, beta=None, *, axis, epsilon):
    """Layer normalization with the variance that divides by k − 1."""
    axes = axis if isinstance(axis, tuple) else (axis,)
    k = math.prod(x.shape[each] for each in axes)
    share = (k - 1) / k  # √(k/(k − 1) σ² + ε) is √(σ² + (k − 1)/k ε) √(k/(k − 1))
    return _anew(share**0.5 * layer_norm(x, axis=axis, epsilon=share * epsilon)[0], gamma, beta, axes)


def with_epsilon_outside(x, gamma=None, beta=None, *, axis, epsilon):
    """x less its mean, over the standard deviation, which divides by k − 1, plus ε."""
    axes = axis if isinstance(axis, tuple) else (axis,)
    k = math.prod(x.shape[each] for each in axes)
    centred = x - x.mean(axes, keepdims=True)
    deviation = np.sqrt((centred * centred).sum(axes, keepdims=True) / (k - 1))
    return _anew(centred / (deviation + epsilon), gamma, beta, axes)


def _anew(x_hat, gamma, beta, axes):
    """Scale and shift along some axes."""
    wide = [
        length if place in [each % x_hat.ndim for each in axes] else 1
        for place, length in enumerate(x_hat.shape)
    ]
    in_order = sorted(range(len(axes)), key=lambda place: axes[place] % x_hat.ndim)

    def along(v):
        return (v.transpose(in_order) if v.ndim > 1 else v).reshape(wide)

    y = x_hat if gamma is None else x_hat * along(gamma)
    return y if beta is None else y + along(beta)


def uncentred(x, gamma=None, beta=None, *, axis, epsilon):
    """The normalization that takes no mean off."""
    if beta is None:
        return rms_norm(x, gamma, axis=axis, epsilon=epsilon)
    raise NotImplementedError("with β this is no RMS normalization")


concept = Concept(
    __name__,
    cases=[
        dict(shape=(5, 4), features=4, given=BOTH),
        dict(shape=(2, 3, 4), features=(3, 4), axis=(1, 2), given=BOTH),
        dict(shape=(2, 3, 4), features=3, axis=1, epsilon=0.001, given=BOTH),
        dict(shape=(2, 3, 4, 2), features=(3, 2), axis=(3, 1), given=("gamma",)),
        dict(shape=(2, 5), features=5, given=("beta",)),
        dict(shape=(3, 6), epsilon=0.0),
        dict(shape=(1, 1), features=1, given=BOTH),
        dict(shape=(3, 4), features=4, constant=True, epsilon=0.001, given=BOTH),
        dict(shape=(3, 8), features=8, far=1e4, given=BOTH),
    ],
    timing=dict(shape=(1024, 512), features=512, given=BOTH),
    data=data,
    pytorch=dict(gamma="weight", beta="bias"),
    keras=dict(gamma="gamma", beta="beta"),
    refuses={
        "keras-torch": {
            "Given normalized_shape=": "Keras on torch hands PyTorch the size of an axis, and it takes the last"
        }
    },
    relatives={
        "the variance divides by k − 1": of_one_less,
        "x̂ is over s + ε, and s² divides by k − 1 (The Annotated Transformer)": with_epsilon_outside,
        "the mean is not taken off: it is RMS normalization": uncentred,
    },
)
