"""PyTorch's InstanceNorm has no scale and shift unless it is built with affine=True; Keras has no layer of that name.

In Keras it is GroupNormalization with groups=-1, and its ε is 1e-3, PyTorch's 1e-5. Of a single pixel Keras makes β,
PyTorch an error, in inference too.
"""

import numpy as np

from comparisons.concepts.normalization.group_norm import BOTH, OF_SQUARES, data, from_squares
from comparisons.declaring.concept import Concept
from comparisons.declaring.differing import Differs, rewritten
from scratch.normalization.group_norm import group_norm
from scratch.normalization.instance_norm import instance_norm


def mean_by_fours(x):
    """Take the mean over pixels (n p c) as PyTorch's processors do: four sums take turns, the first takes the rest."""
    whole = x.shape[1] // 4 * 4
    four = x[:, :whole].reshape(len(x), -1, 4, x.shape[-1])
    four = np.add.accumulate(four, axis=1)[:, -1] if whole else 0 * four.sum(axis=1)
    for rest in np.moveaxis(x[:, whole:], 1, 0):
        four[:, 0] += rest
    return np.add.accumulate(four, axis=1)[:, -1:] / x.dtype.type(x.shape[1])


@np.errstate(invalid="ignore")  # the root of what is negative
def from_rounded_squares(x, epsilon, mean):
    """Standardize by the variance that is left of mean x² − μ² where each step is rounded to float32."""
    single = np.asarray(x, "float32")
    variance = mean_by_fours(single**2) - mean_by_fours(single) ** 2
    return from_squares(x, epsilon, mean, variance.astype("float64"))


def on_torch(*arrays, dtype, squares=True, rounded=True, **settings):
    if rounded and dtype == "float32":
        return standardizing(from_rounded_squares)(*arrays, **settings)
    return (standardizing(from_squares) if squares else instance_norm)(*arrays, **settings)


def standardizing(by):
    return rewritten(instance_norm, group_norm=rewritten(group_norm, standardized=by))


concept = Concept(
    __name__,
    cases=[
        dict(n=2, pixels=(3, 2), c=4, given=BOTH),
        dict(n=2, pixels=(5,), c=3, epsilon=0.001, given=BOTH),
        dict(n=1, pixels=(4, 3), c=1, given=("gamma",)),
        dict(n=2, pixels=(6,), c=2, epsilon=0.0, given=("beta",)),
        dict(n=3, pixels=(2, 2), c=2),
        dict(n=2, pixels=(2, 2), c=3, constant=True, epsilon=0.001, given=BOTH),
        dict(n=2, pixels=(3, 3), c=3, far=1e4, given=BOTH),
    ],
    timing=dict(n=32, pixels=(28, 28), c=32, given=BOTH),
    data=data,
    pytorch=dict(x="n ... c -> n c ...", y="n ... c -> n c ...", gamma="weight", beta="bias"),
    keras=dict(gamma="gamma", beta="beta"),
    differs={
        "keras-torch": Differs(
            on_torch,
            OF_SQUARES
            | dict(
                rounded="in float32 that variance is a multiple of 8 where numbers are about 1e4: 0, or negative, "
                "and then all is no number"
            ),
            rearranged=["squares"],
        )
    },
)
