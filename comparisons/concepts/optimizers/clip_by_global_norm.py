"""All arrays together: clip_grad_norm_ in PyTorch, global_clipnorm in Keras; clipnorm clips each array by itself.

A gradient with an infinite number spoils one weight in PyTorch, and every weight of the model in Keras.
"""

import numpy as np

from comparisons.concepts.optimizers.clip_by_norm import SQUARED
from comparisons.declaring.concept import Concept
from comparisons.declaring.differing import Differs, rewritten
from scratch.clipping import norm, root_of_squares, shortened
from scratch.optimizers.clip_by_global_norm import clip_by_global_norm


def data(rng, d, k, t, size=1.0, broken=False):
    """Draw gradients of a size; of which one, with ``broken``, has an infinite number, and one is 0."""
    w_gradients, b_gradients = (size * rng.standard_normal((t, axis)) for axis in (d, k))
    if broken:
        w_gradients[0] = b_gradients[0] = 0
        w_gradients[1, 0] = np.inf
    return dict(w_gradients=w_gradients, b_gradients=b_gradients)


def in_pytorch(*arrays, longer, squared, **settings):
    """Take a norm that is longer by 10⁻⁶, and infinite where the squares are."""

    def theirs(g, length, limit):
        return shortened(g, length + 1e-6 if longer else length, limit)

    helpers = dict(norm=root_of_squares if squared else norm, shortened=theirs)
    return rewritten(clip_by_global_norm, **helpers)(*arrays, **settings)


def in_keras(w, b, w_gradients, b_gradients, **settings):
    """Let all gradients be no numbers where the norm is infinite."""

    @np.errstate(invalid="ignore")
    def theirs(g, length, limit):
        return shortened(g, length, limit) + (length - length)[:, None]

    clip = rewritten(clip_by_global_norm, norm=root_of_squares, shortened=theirs)
    return clip(w, b, w_gradients, b_gradients, **settings)


concept = Concept(
    __name__,
    cases=[
        dict(d=7, k=3, t=20),
        dict(d=7, k=3, t=8, limit=0.3, learning_rate=0.1),
        dict(d=7, k=3, t=5, limit=100.0),
        dict(d=4, k=2, t=3, broken=True),
        # In float64, as what a framework makes of it is found in float64: in float32 the same befalls 10²⁰.
        dict(d=4, k=2, t=2, size=1e200, dtypes=("float64",)),
        dict(d=1, k=1, t=1, size=10.0),
    ],
    timing=dict(d=1_000_000, k=1000, t=1),
    data=data,
    differs=dict(
        pytorch=Differs(
            in_pytorch,
            dict(
                longer="clip_grad_norm_ adds 10⁻⁶ to the norm: what it clips is shorter than the limit by that share",
                squared=SQUARED,
            ),
        ),
        keras=Differs(
            in_keras,
            dict(
                spoiled="global_clipnorm makes every gradient NaN where the norm is infinite, be it by one number or "
                "because the sum of squares is beyond all numbers"
            ),
        ),
    ),
)
