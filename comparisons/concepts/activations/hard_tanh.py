"""Keras's own has fixed bounds: with others it is clip. In both corners PyTorch sends nothing back, Keras all."""

from comparisons.declaring.concept import Concept
from comparisons.declaring.differing import Differs
from comparisons.declaring.edges import at_the_kink, halved
from scratch.activations.hard_tanh import hard_tanh


def data(rng, shape, min_val, max_val, extreme=False):
    x = at_the_kink(rng, shape, extreme)["x"]
    if not extreme:
        x *= max_val
        x.flat[1::4], x.flat[3::4] = min_val, max_val
    return dict(x=x)


def open_in_the_corners(x, *, min_val, max_val):
    y, _ = hard_tanh(x, min_val=min_val, max_val=max_val)

    def backward(dy):
        return dict(x=dy * ((x >= min_val) & (x <= max_val)))

    return y, backward


concept = Concept(
    __name__,
    cases=[
        dict(shape=(3, 4)),
        dict(shape=(3, 4), min_val=0.0, max_val=6.0),
        dict(shape=(1,)),
        dict(shape=(), max_val=0.5),
        dict(shape=(8,), extreme=True),
    ],
    timing=dict(shape=(512, 1024)),
    data=data,
    differs=dict(
        keras=Differs(
            open_in_the_corners,
            dict(
                corners="TensorFlow's clip sends the gradient back where x is a bound; PyTorch's Hardtanh does not"
            ),
        )
    )
    | {
        "keras-jax": Differs(
            halved(open_in_the_corners, lambda x, min_val, max_val: (x == min_val) | (x == max_val)),
            dict(corners="JAX's clip sends half of the gradient back where x is a bound"),
        )
    },
)
