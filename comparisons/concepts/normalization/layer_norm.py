"""Both put ε under the root; PyTorch has 1e-5, Keras 1e-3, which has to be passed when a model is carried over.

Both take the last axis, PyTorch several if it is given their sizes, Keras any that ``axis`` names.
"""

from comparisons.declaring.concept import Concept


def data(rng, shape, constant=False, far=0.0):
    """Draw x about ``far``; with ``constant`` the features of a sample are all alike."""
    x = rng.standard_normal(shape)
    if constant:
        x[:] = x[..., :1]
    return dict(x=x + far)


BOTH = ("gamma", "beta")


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
)
