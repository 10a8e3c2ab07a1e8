"""PyTorch's InstanceNorm has no scale and shift unless it is built with affine=True; Keras has no layer of that name.

In Keras it is GroupNormalization with groups=-1, and its ε is 1e-3, PyTorch's 1e-5. Of a single pixel Keras makes β,
PyTorch an error, in inference too.
"""

from comparisons.concepts.normalization.group_norm import BOTH, OF_SQUARES, data, from_squares
from comparisons.declaring.concept import Concept
from comparisons.declaring.differing import Differs, rewritten
from scratch.normalization.group_norm import group_norm
from scratch.normalization.instance_norm import instance_norm

FROM_SQUARES = rewritten(instance_norm, group_norm=rewritten(group_norm, standardized=from_squares))

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
    differs={"keras-torch": Differs(FROM_SQUARES, OF_SQUARES, rearranged=True)},
)
