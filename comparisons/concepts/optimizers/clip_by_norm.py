"""Each array by itself: clipnorm in Keras; in PyTorch clip_grad_norm_ array by array, and a trace shorter.

An infinite number in a gradient makes its weight NaN in both, and lets all others of that array stand still.
"""

import numpy as np

from comparisons.declaring.concept import Concept
from comparisons.declaring.differing import Differs, rewritten
from scratch.clipping import norm, root_of_squares
from scratch.optimizers.clip_by_norm import clip_by_norm

SQUARED = "the norm is the root of squares: where their sum is beyond all numbers, it is infinite and the gradient 0"


def data(rng, d, t, size=1.0, broken=False):
    """Draw gradients of a size; of which one, with ``broken``, has an infinite number, and one is 0."""
    gradients = size * rng.standard_normal((t, d))
    if broken:
        gradients[0], gradients[1, 0] = 0, np.inf
    return dict(gradients=gradients)


def in_pytorch(w, gradients, *, longer, squared, **settings):
    """Take a norm that is longer by 10⁻⁶, and infinite where the squares are."""

    def theirs(g):
        length = root_of_squares(g) if squared else norm(g)
        return length + 1e-6 if longer else length

    return rewritten(clip_by_norm, norm=theirs)(w, gradients, **settings)


concept = Concept(
    __name__,
    cases=[
        dict(d=7, t=20),
        dict(d=7, t=8, limit=0.3, learning_rate=0.1),
        dict(d=7, t=5, limit=100.0),
        dict(d=4, t=3, broken=True),
        # In float64, as what a framework makes of it is found in float64: in float32 the same befalls 10²⁰.
        dict(d=4, t=2, size=1e200, dtypes=("float64",)),
        dict(d=1, t=1, size=10.0),
    ],
    timing=dict(d=1_000_000, t=1),
    data=data,
    differs=dict(
        pytorch=Differs(
            in_pytorch,
            dict(
                longer="clip_grad_norm_ adds 10⁻⁶ to the norm: what it clips is shorter than the limit by that share",
                squared=SQUARED,
            ),
        ),
        keras=Differs(rewritten(clip_by_norm, norm=root_of_squares), dict(squared=SQUARED)),
    ),
)
