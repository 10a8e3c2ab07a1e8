"""PyTorch multiplies the velocity by α, Keras lets α into it: while α is constant, the path is the same."""

from comparisons.declaring.concept import Concept
from comparisons.declaring.differing import Differs, rewritten, through_float32
from scratch.optimizers.momentum import momentum
from scratch.optimizers.momentum import momentum as heavy_ball
from scratch.walking import walked

ROUNDED = (
    "Keras keeps μ as a Python float and casts it through float32, also for float64 weights; it acts wherever there is "
    "a velocity before the step"
)
INSIDE = (
    "Keras lets α into the velocity: where the rate changes, earlier gradients keep the rate of their step"
)


def without_momentum_undamped(*arrays, **settings):
    """Let the dampening be 0 where the momentum is."""
    return momentum(*arrays, **settings | (dict(dampening=0.0) if settings["momentum"] == 0 else {}))


def data(rng, t):
    """Draw a rate for every step."""
    return dict(rates=rng.uniform(0.01, 1, t))


def rate_inside(function):
    """Return a function made of momentum's steps in which the velocity keeps the rates of its gradients."""

    def instead(w, gradients, v=None, rates=None, **settings):
        def walked_at_one(w, gradients, state, direction, rates, **how):
            def inside(t, w, g, v):
                return direction(t, w, rates[t - 1] * g, v)

            kept = dict(v=None if v is None else settings["learning_rate"] * v)
            return walked(w, gradients, kept, inside, 1.0, **how)

        changed = function if rates is None else rewritten(function, walked=walked_at_one)
        return changed(w, gradients, v, rates, **settings)

    return instead


def kerass_momentum(*arrays, rounded, inside, **settings):
    """Momentum, or what Keras makes of it."""
    function = rate_inside(momentum) if inside else momentum
    return (through_float32(function, "momentum") if rounded else function)(*arrays, **settings)


def averaged_velocity(*arrays, momentum, **settings):
    """Momentum whose velocity is a running mean of gradients."""

    def walked_so(w, gradients, state, direction, rate, **how):
        def mean(t, w, g, v):
            return direction(t, w, (1 - momentum) * g, v)

        return walked(w, gradients, state, mean, rate, **how)

    return rewritten(heavy_ball, walked=walked_so)(*arrays, momentum=momentum, **settings)


concept = Concept(
    __name__,
    cases=[
        dict(d=7, t=20),
        dict(d=7, t=8, momentum=0.875),
        dict(d=7, t=8, learning_rate=0.3, momentum=0.0),
        dict(d=1, t=2, learning_rate=1.0, momentum=1.0),
        dict(d=3, t=2),
        dict(d=1, t=1),
        dict(d=7, t=8, momentum=0.875, nesterov=True),
        dict(d=7, t=8, momentum=0.875, dampening=0.3),
        dict(d=7, t=8, momentum=0.875, weight_decay=0.1),
        dict(d=7, t=8, momentum=0.875, maximize=True),
        dict(d=7, t=8, nesterov=True, weight_decay=0.3, maximize=True),
        dict(d=3, t=5, momentum=0.0, dampening=0.5),
        dict(d=7, t=8, momentum=0.875, given=("v",)),
        dict(d=1, t=1, given=("v",)),
        dict(d=7, t=8, momentum=0.875, dampening=0.3, weight_decay=0.1, maximize=True, given=("v",)),
        dict(d=3, t=5, nesterov=True, weight_decay=0.3, given=("v",)),
        dict(d=3, t=2, momentum=0.0, dampening=0.5, given=("v",)),
        dict(d=7, t=9, momentum=0.875, given=("rates",)),
        dict(d=7, t=9, momentum=0.875, nesterov=True, weight_decay=0.1, maximize=True, given=("v", "rates")),
        dict(d=3, t=4, momentum=0.0, given=("rates",)),
    ],
    timing=dict(d=1_000_000, t=1),
    data=data,
    differs=dict(
        pytorch=Differs(
            without_momentum_undamped,
            dict(undamped="without momentum PyTorch keeps no velocity, and dampens nothing"),
        ),
        keras=Differs(
            kerass_momentum,
            dict(rounded=ROUNDED, inside=INSIDE),
        ),
    ),
    relatives={"the velocity is a mean: the gradient counts 1 − μ": averaged_velocity},
)
