"""Up to the last step all are the same; after it the frameworks part."""

import numpy as np

from comparisons.declaring.concept import Concept
from comparisons.declaring.differing import Differs
from scratch.schedules.cosine_decay import cosine_decay


def data(rng, t, steps, beyond=0):
    """Draw steps in any order up to the last of the decay, and so many beyond it, and a rate."""
    step = np.append(rng.integers(0, steps + 1, t - 1 - beyond), steps + np.arange(beyond + 1))
    return dict(step=rng.permutation(step), rate=rng.uniform(0.01, 1))


def and_up_again(step, rate, *, steps, floor):
    """Follow the wave beyond its half."""
    there = step % (2 * steps)
    return cosine_decay(np.minimum(there, 2 * steps - there), rate, steps=steps, floor=floor)


concept = Concept(
    __name__,
    cases=[
        dict(t=12, steps=10),
        dict(t=40, steps=100, floor=0.001),
        dict(t=1, steps=1),
        dict(t=20, steps=7, floor=0.005, beyond=12),
    ],
    timing=dict(t=1024),
    data=data,
    differs=dict(
        pytorch=Differs(
            and_up_again,
            dict(up_again="PyTorch's rate goes up again after T_max steps, along the other half of the wave"),
        )
    ),
)
