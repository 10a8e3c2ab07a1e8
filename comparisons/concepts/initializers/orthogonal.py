"""Columns or rows are orthonormal to rounding; and of all rotations each is as likely as any other."""

import numpy as np
from scipy import stats

from comparisons.declaring.concept import Concept
from comparisons.declaring.differing import in_precisions
from comparisons.declaring.draws import Law


def distribution(shape, gain):
    """Return the law of one entry: that of a coordinate of a point on a sphere, whichever axis is longer."""
    length = max(int(np.prod(shape[:-1])), shape[-1])
    return stats.beta((length - 1) / 2, (length - 1) / 2, -gain, 2 * gain)


def orthonormal(w, gain):
    W = w.reshape(-1, w.shape[-1])
    gram = W.T @ W if W.shape[0] >= W.shape[1] else W @ W.T
    return gram / gain**2, np.eye(len(gram))


#: Keras's recurrent layers begin with it, unless they are told otherwise.
NO_QR = {"keras in bfloat16": {"Op<name=Qr": "TensorFlow has no QR decomposition in bfloat16"}}

concept = Concept(
    __name__,
    cases=[
        dict(shape=(16, 8)),
        dict(shape=(5, 12), gain=2.0),
        dict(shape=(3, 3, 4, 8)),
        dict(shape=(6, 6)),
    ],
    timing=dict(shape=(512, 512)),
    pytorch=dict(w="... i k -> k i ..."),
    law=Law(
        distribution,
        among=lambda draws: draws.reshape(len(draws), -1)[:, 0],
        exactly=orthonormal,
        draws=500,
    ),
    refuses=in_precisions(
        "pytorch",
        "float16 bfloat16",
        {'"geqrf_cpu" not implemented': "its QR decomposition wants float32 or more"},
    )
    | NO_QR,
)
