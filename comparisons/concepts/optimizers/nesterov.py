"""In both frameworks it is SGD with nesterov=True; without momentum Keras ignores that, and PyTorch raises."""

from functools import partial

from comparisons.concepts.optimizers.momentum import INSIDE, ROUNDED, data, kerass_momentum
from comparisons.declaring.concept import Concept
from comparisons.declaring.differing import Differs, rewritten
from scratch.optimizers.momentum import momentum as heavy_ball
from scratch.optimizers.nesterov import nesterov
from scratch.walking import walked


def kerass_nesterov(*arrays, inside, rounded, **settings):
    """Nesterov's momentum, or what Keras makes of it."""
    kerass_ball = partial(kerass_momentum, inside=inside, rounded=rounded, dampening=0.0)
    return rewritten(nesterov, heavy_ball=kerass_ball)(*arrays, **settings)


def plain(*arrays, **settings):
    """Momentum that does not look ahead."""
    return heavy_ball(*arrays, dampening=0.0, nesterov=False, **settings)


def averaged_velocity(w, gradients, v=None, rates=None, *, momentum, learning_rate, weight_decay, maximize):
    """Momentum that looks ahead along a running mean of gradients."""
    alpha = learning_rate if rates is None else rates

    def direction(t, w, g, v):
        v *= momentum
        v += (1 - momentum) * g
        return g + momentum * v

    return walked(w, gradients, dict(v=v), direction, alpha, weight_decay=weight_decay, maximize=maximize)


concept = Concept(
    __name__,
    cases=[
        dict(d=7, t=20),
        dict(d=7, t=8, momentum=0.875),
        dict(d=7, t=8, learning_rate=0.3, momentum=0.875, weight_decay=0.1, maximize=True),
        dict(d=7, t=5, momentum=0.875, given=("v",)),
        dict(d=7, t=9, momentum=0.875, given=("v", "rates")),
        dict(d=7, t=9, given=("rates",)),
        dict(d=1, t=1, learning_rate=1.0, momentum=1.0),
    ],
    timing=dict(d=1_000_000, t=1),
    data=data,
    differs=dict(
        keras=Differs(
            kerass_nesterov,
            dict(rounded=ROUNDED, inside=INSIDE),
        )
    ),
    relatives={
        "it does not look ahead: it is plain momentum": plain,
        "the velocity is a mean: the gradient counts 1 − μ": averaged_velocity,
    },
)
