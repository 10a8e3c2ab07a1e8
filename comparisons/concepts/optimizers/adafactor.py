"""In PyTorch ε₁ is a floor, and not added to the squares; Keras shrinks the weights before it takes their size."""

from functools import partial

import numpy as np

from comparisons.concepts.optimizers.lamb import shrinking_first
from comparisons.declaring.concept import Concept
from comparisons.declaring.differing import Differs, OutOfRange, rewritten, through_float32
from scratch.optimizers.adafactor import adafactor, of_rank_one, rms


def with_a_floor(*arrays, epsilon1, size=rms, **settings):
    """Let ε₁ be the least that mean(r) can be, and its square the least of V."""

    def with_floors(r, c):
        mean = np.mean(r)
        return np.maximum(mean / np.maximum(mean, epsilon1) * of_rank_one(r, c), epsilon1**2)

    return rewritten(adafactor, of_rank_one=with_floors, rms=size)(*arrays, epsilon1=0.0, **settings)


def of_numbers(x):
    """Return the root of the mean square, 0 if that is no number."""
    size = rms(x)
    return np.where(np.isnan(size), 0, size)


def kerass_adafactor(*arrays, decay_first, rounded_floor, through=np.float32, **settings):
    """Adafactor, or what Keras makes of it."""
    function = adafactor
    if decay_first:
        function = shrinking_first(adafactor, settings["learning_rate"], settings["weight_decay"], through)
        settings |= dict(weight_decay=0.0)
    return (through_float32(function, "epsilon2") if rounded_floor else function)(*arrays, **settings)


def data(rng, n, m, t, still=False):
    """Draw gradients, whose first row and column are 0 if ``still``, and means of squares."""
    gradients = rng.standard_normal((t, n, m))
    if still:
        gradients[:, 0] = gradients[:, :, 0] = 0
    return dict(gradients=gradients, r=rng.uniform(0.5, 2, n), c=rng.uniform(0.5, 2, m))


GONE = "in float16 an ε₁ of 1e-10 is 0: where all gradients of a row or a column are 0, 0 / √0 is no number"
FIRST = "Keras shrinks the weights by α λ, and then takes their size"

OFF_TENSORFLOW = Differs(
    partial(kerass_adafactor, decay_first=True, rounded_floor=False, through=float),
    dict(decay_first=FIRST),
)

concept = Concept(
    __name__,
    cases=[
        dict(n=3, m=4, t=20),
        dict(n=4, m=3, t=8, learning_rate=1.0, clip=1.25, decay=0.5, epsilon1=0.0),
        dict(n=3, m=4, t=8, epsilon2=2.0, maximize=True),
        dict(n=3, m=4, t=5, epsilon2=2.3),
        dict(n=3, m=4, t=5, epsilon1=0.5),
        dict(n=3, m=4, t=8, weight_decay=0.3, learning_rate=0.5),
        dict(n=3, m=4, t=5, step=5, given=("r", "c")),
        dict(n=3, m=4, t=5, still=True, epsilon1=1e-10),
        dict(n=1, m=1, t=1),
        dict(n=1, m=5, t=3),
    ],
    timing=dict(n=1024, m=1024, t=1),
    data=data,
    differs=dict(
        pytorch=Differs(
            with_a_floor,
            dict(
                floor="PyTorch's ε₁ is the least that mean(r) can be, and its square the least that V can; the paper "
                "adds it to the squares"
            ),
        ),
        keras=Differs(
            kerass_adafactor,
            dict(
                decay_first=f"{FIRST}; it casts λ through float32",
                rounded_floor="Keras casts ε₂ through float32, also for float64 weights",
            ),
        ),
    )
    | dict.fromkeys(("keras-torch", "keras-jax"), OFF_TENSORFLOW),
    halves={
        "pytorch in float16": OutOfRange(
            f"{GONE}; and PyTorch takes the larger of 1 and no number for 1, so that no step is clipped",
            partial(with_a_floor, size=of_numbers),
        ),
        "keras in float16": OutOfRange(GONE),
    },
)
