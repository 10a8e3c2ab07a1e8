"""Neither framework has it. Which half goes through GELU is a matter of the model: exchange halves of the weights."""

from functools import partial

import numpy as np

from comparisons.concepts.activations.gelu import ONE_PLUS_ERF, ROUNDED_ROOT
from comparisons.concepts.activations.gelu import data as data_of_gelu
from comparisons.concepts.activations.gelu_tanh import in_frameworks as gelu_tanh_in_frameworks
from comparisons.declaring.concept import Concept
from comparisons.declaring.differing import Differs, OutOfRange, in_precisions, rewritten
from scratch.activations.geglu import geglu
from scratch.activations.gelu import gelu
from scratch.activations.gelu_tanh import gelu_tanh


def data(rng, shape, k, tails=False, large=False):
    return data_of_gelu(rng, (*shape, k), tails, large)


def in_keras(x, *, rounded_root, rounded_cube, **settings):
    rounded_tanh = partial(gelu_tanh_in_frameworks, cancels=False, infinite=False)
    function = rewritten(
        geglu,
        gelu=ROUNDED_ROOT if rounded_root else gelu,
        gelu_tanh=rounded_tanh if rounded_cube else gelu_tanh,
    )
    return function(x, **settings)


IN_TORCH = Differs(
    rewritten(geglu, gelu=ONE_PLUS_ERF),
    dict(cancels="Φ is taken as (1 + erf) / 2; far below zero these cancel; erfc(−x / √2) / 2 keeps digits"),
    rearranged=True,
)


def product_first(x):
    """GELU that goes back as TensorFlow does: x meets what arrives before both meet the density φ."""
    y, backward = gelu(x)
    density = np.exp(-x * x / 2) / np.sqrt(2 * np.pi)

    def backward_of_the_product(dy):
        share = backward(np.ones_like(x))["x"] - x * density
        return dict(x=dy * share + x / 2 * dy * (2 * density))

    return y, backward_of_the_product


concept = Concept(
    __name__,
    cases=[
        dict(shape=(3,), k=6),
        dict(shape=(1,), k=2),
        dict(shape=(), k=4),
        dict(shape=(2, 4), k=3, axis=1),
        dict(shape=(5,), k=8, tails=True),
        dict(shape=(5,), k=4, large=True),
        dict(shape=(3,), k=6, approximate="tanh"),
    ],
    timing=dict(shape=(512,), k=1024),
    data=data,
    differs=dict(
        pytorch=IN_TORCH,
        keras=Differs(
            in_keras,
            dict(
                rounded_root="TensorFlow has √½ as a float32 constant: in float64 Φ is taken 1e-8 off its place",
                rounded_cube="TensorFlow has 0.044715 in float32, also for float64 numbers",
            ),
        ),
    )
    | {"keras-torch": IN_TORCH},
    halves=in_precisions(
        "keras",
        "float16 mixed_float16",
        OutOfRange(
            "in float16 x times what arrives is ∞, and ∞ times φ, which is 0, no number",
            rewritten(geglu, gelu=product_first),
        ),
    ),
)
