"""``torch.renorm`` is told the axis of units, whose norms it takes; Keras's ``axis`` is the one along which it adds up.

Both divide by n + 1e-7: PyTorch where n is above the maximum, Keras always, so that small weights shrink, too.
"""

import numpy as np

from comparisons.declaring.concept import Concept
from comparisons.declaring.differing import Differs, OutOfRange
from comparisons.declaring.edges import NO_LENGTH, no_number
from scratch.regularization.max_norm import by_unit, max_norm

EPSILON = 1e-7


def data(rng, i, k, size=1.0):
    """Draw weights of a size; up to 1, those of the first unit are 0, and the second has the norm 5 times that size."""
    w = rng.standard_normal((*i, k))
    if size > 1:
        return dict(w=size * w)
    w[..., :2] = 0
    w[..., 1:2].flat[:1] = 5
    return dict(w=size * w)


def longer_by_epsilon(w, *, maximum, above=-np.inf):
    """Divide by n + ε in the place of n, for units whose norm is above a bound."""
    v, backward = max_norm(w, maximum=maximum)
    n = np.sqrt(by_unit(w, w))
    less = n / (n + EPSILON)
    slope = EPSILON / (n + EPSILON) ** 2
    less[n <= above], slope[n <= above] = 1, 0

    def longer_backward(dv):
        along = by_unit(v, dv) * slope
        along[n > 0] /= n[n > 0]
        return dict(w=backward(less * dv)["w"] + along * w)

    return less * v, longer_backward


def of_pytorch(w, *, maximum):
    return longer_by_epsilon(w, maximum=maximum, above=maximum)


SHRINKS = "Keras divides by n + 1e-7, whatever n is: all weights shrink a little, small ones much"
off_tensorflow = no_number(longer_by_epsilon, "w", lambda w, **_: by_unit(w, w) == 0)


def on_jax(w, *, maximum):
    """Let half of the gradient pass the bound where n is the maximum."""
    v, backward = off_tensorflow(w, maximum=maximum)
    half = (np.sqrt(by_unit(w, w)) == maximum) / 2 / maximum / (maximum + EPSILON)
    return v, lambda dv: dict(w=backward(dv)["w"] - half * by_unit(w, dv) * w)


def through_the_root(w, *, maximum):
    """Go back as Keras does, quotient, bound, root and square: a unit whose squares are 0 has a root of slope ∞."""
    v, _ = longer_by_epsilon(w, maximum=maximum)
    n = np.sqrt(by_unit(w, w))
    longer, bounded = n + EPSILON, np.clip(n, 0, maximum)

    def backward(dv):
        of_share = by_unit(dv, w)
        of_n = of_share / longer * (n <= maximum) + of_share * (-bounded / longer / longer)
        of_square = np.where(of_n == 0, 0, of_n / (2 * n))
        return dict(w=dv * (bounded / longer) + of_square * (2 * w))

    return v, backward


#: On torch, and on TensorFlow where XLA compiles it.
WITHOUT_LENGTH = Differs(off_tensorflow, dict(epsilon=f"{SHRINKS}; and {NO_LENGTH}"))

concept = Concept(
    __name__,
    cases=[
        dict(i=(4,), k=5),
        dict(i=(3, 2, 4), k=6, maximum=5.0),
        dict(i=(3,), k=1, maximum=0.5),
        dict(i=(1,), k=4, maximum=1.0),
        dict(i=(4,), k=5, size=1e-6),
        dict(i=(4,), k=5, size=1e9),
    ],
    timing=dict(i=(512,), k=1024),
    data=data,
    pytorch=dict(w="... k -> k ...", v="... k -> k ..."),
    differs=dict(
        pytorch=Differs(
            of_pytorch,
            dict(
                epsilon="torch.renorm divides by n + 1e-7 where n is above the maximum: v is a little too short"
            ),
        ),
        keras=Differs(
            longer_by_epsilon,
            dict(
                epsilon=SHRINKS,
            ),
        ),
    )
    | {
        "keras-torch": WITHOUT_LENGTH,
        "keras under xla": WITHOUT_LENGTH,
        "keras-jax": Differs(
            on_jax,
            dict(
                epsilon=f"{SHRINKS}; {NO_LENGTH}; and where n is the maximum half of the gradient goes back"
            ),
        ),
    },
    halves={
        "keras in float16": OutOfRange(
            "in float16 the squares of small weights are 0: the slope of their root is ∞", through_the_root
        )
    },
)
