"""Both put ε under the root, and no two agree on it: without eps PyTorch takes the eps of the dtype, 1.2e-7 in float32.

Keras's layer has 1e-6, its function 1e-7.
"""

from comparisons.declaring.concept import Concept
from comparisons.declaring.differing import Differs
from scratch.normalization.layer_norm import layer_norm
from scratch.normalization.rms_norm import rms_norm
from scratch.standardized import scaled_anew


def data(rng, shape, zeros=False, size=1.0):
    """Draw x of a ``size``; with ``zeros`` every second sample is 0."""
    x = size * rng.standard_normal(shape)
    if zeros:
        x[::2] = 0
    return dict(x=x)


def scaled_along_the_last_axis(x, gamma=None, *, axis, epsilon):
    """Let γ belong to the last axis, whatever was normalized."""
    if gamma is None or gamma.ndim > 1:
        return rms_norm(x, gamma, axis=axis, epsilon=epsilon)
    x_hat, of_x_hat = rms_norm(x, axis=axis, epsilon=epsilon)
    y, of_y = scaled_anew(x_hat, gamma)

    def backward(dy):
        dx_hat, gradients = of_y(dy)
        return of_x_hat(dx_hat) | gradients

    return y, backward


def along_the_last_axis(x, gamma=None, *, axis, epsilon):
    """Normalize the last axis in the place of any other."""
    return rms_norm(x, gamma, axis=axis if isinstance(axis, tuple) else -1, epsilon=epsilon)


def one_more(x, gamma=None, **settings):
    """The normalization whose gain is 1 + γ."""
    return rms_norm(x, None if gamma is None else 1 + gamma, **settings)


def centred(x, gamma=None, **settings):
    """The normalization that takes the mean off."""
    return layer_norm(x, gamma, **settings)


concept = Concept(
    __name__,
    cases=[
        dict(shape=(5, 4), features=4, given=("gamma",)),
        dict(shape=(2, 3, 4), features=(3, 4), axis=(1, 2), given=("gamma",)),
        dict(shape=(2, 3, 3), features=3, axis=1, given=("gamma",)),
        dict(shape=(2, 3, 4), axis=1, epsilon=1.0),
        dict(shape=(3, 6), epsilon=0.0),
        dict(shape=(1, 1), features=1, given=("gamma",)),
        dict(shape=(4, 3), features=3, zeros=True, epsilon=0.001, given=("gamma",)),
        dict(shape=(3, 4), features=4, size=1e4, given=("gamma",)),
    ],
    timing=dict(shape=(1024, 512), features=512, given=("gamma",)),
    data=data,
    pytorch=dict(gamma="weight"),
    keras=dict(gamma="scale"),
    differs=dict(
        keras=Differs(
            scaled_along_the_last_axis,
            dict(
                elsewhere="Keras's RMSNormalization scales along the last axis, whichever it normalizes: where that "
                "is another of the same size the answer is wrong, of another size it is an error"
            ),
        )
    )
    | {
        "keras-torch": Differs(
            along_the_last_axis,
            dict(
                last="Keras on torch hands PyTorch the size of an axis, and it takes the last: where that is "
                "as long, the answer is wrong"
            ),
        )
    },
    refuses={
        "keras-torch": {
            "Given normalized_shape=": "Keras on torch hands PyTorch the size of an axis, and it takes the last"
        }
    },
    relatives={
        "the mean is taken off: it is layer normalization": centred,
        "the gain is 1 + γ, as in Gemma": one_more,
    },
)
