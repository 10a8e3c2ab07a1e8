"""Neither framework has the table ready; built in the dtype of x it is wrong in float16 from position 2049 on."""

import numpy as np

from comparisons.declaring.concept import Concept
from scratch.waves import waves


def in_halves(x, *, base):
    """All sines first, then all cosines."""
    _, t, d = x.shape
    return x + np.concatenate(waves(t, d, base, x.dtype), axis=-1)[:, :d], lambda dy: dict(x=dy)


def from_one(x, *, base):
    """Positions that count from 1."""
    _, t, d = x.shape
    sin, cos = waves(t, d, base, x.dtype, 1)
    return x + np.stack([sin, cos], axis=-1).reshape(t, -1)[:, :d], lambda dy: dict(x=dy)


concept = Concept(
    __name__,
    cases=[
        dict(n=2, t=4, d=6),
        dict(n=2, t=3, d=5),
        dict(n=1, t=1, d=1),
        dict(n=1, t=300, d=4),
        dict(n=2, t=3, d=8, base=500.0),
    ],
    timing=dict(n=32, t=128, d=256),
    relatives={
        "the sines come first and the cosines after them (tensor2tensor)": in_halves,
        "positions count from 1": from_one,
    },
)
