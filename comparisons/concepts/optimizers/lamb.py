"""In the paper the decay is part of the direction whose length is set; Keras shrinks the weights beside it, before."""

from functools import partial

import numpy as np

from comparisons.concepts.optimizers.adam import EXACT, ROUNDED_POWERS, in_other_order
from comparisons.concepts.optimizers.adam import data as drawn
from comparisons.declaring.concept import Concept
from comparisons.declaring.differing import Differs, rewritten
from scratch.optimizers.lamb import lamb
from scratch.walking import walked


def shrinking_first(function, learning_rate, weight_decay, through=np.float32):
    """Return an optimizer without decay that shrinks the weights by α λ before each step, as Keras does."""
    share = learning_rate * float(through(weight_decay))

    def walked_after(w, gradients, state, direction, rate, **how):
        def both(t, w, g, **state):
            return share / rate * w + direction(t, (1 - share) * w, g, **state)

        return walked(w, gradients, state, both, rate, **how)

    return rewritten(function, walked=walked_after)


def kerass_lamb(*arrays, rounded_powers, decay_beside, through=np.float32, **settings):
    """LAMB, or what Keras makes of it."""
    function = lamb
    if decay_beside:
        function = shrinking_first(lamb, settings["learning_rate"], settings["weight_decay"], through)
        settings |= dict(weight_decay=0.0)
    how = dict(rounded_powers=rounded_powers, early_epsilon=False)
    return in_other_order(function)(*arrays, **settings, **how)


def data(rng, d, t, still=False, zero=False):
    """Draw gradients and a state, and weights that are ``zero``."""
    return drawn(rng, d, t, still) | (dict(w=np.zeros(d)) if zero else {})


BESIDE = (
    "Keras shrinks the weights by α λ, whatever their size, and then takes a step of the length that these have, "
    "without decay"
)

OFF_TENSORFLOW = Differs(
    partial(kerass_lamb, rounded_powers=False, decay_beside=True, through=float),
    dict(decay_beside=BESIDE),
)

concept = Concept(
    __name__,
    cases=[
        dict(d=7, t=20),
        dict(d=7, t=8, **EXACT, epsilon=0.0, learning_rate=0.03),
        dict(d=7, t=8, **EXACT, epsilon=0.25, maximize=True),
        dict(d=7, t=8, **EXACT, epsilon=0.0, weight_decay=0.3),
        dict(d=7, t=8, weight_decay=0.25),
        dict(d=7, t=5, **EXACT, epsilon=0.0, step=5, given=("m", "v")),
        dict(d=4, t=3, **EXACT, still=True),
        dict(d=4, t=3, **EXACT, epsilon=0.0, still=True),
        dict(d=3, t=2, **EXACT, epsilon=0.0, zero=True),
        dict(d=1, t=1, **EXACT, epsilon=0.0),
    ],
    timing=dict(d=1_000_000, t=1),
    data=data,
    differs=dict(
        keras=Differs(
            kerass_lamb,
            dict(
                rounded_powers=ROUNDED_POWERS,
                decay_beside=f"{BESIDE}; it casts λ through float32",
            ),
        )
    )
    | dict.fromkeys(("keras-torch", "keras-jax"), OFF_TENSORFLOW),
)
