"""PyTorch has one slope, or one a channel; Keras one for each entry of a sample, but for the shared axes.

At 0 PyTorch sends a dy back, Keras nothing.
"""

from comparisons.declaring.concept import Concept
from comparisons.declaring.differing import Differs, in_precisions
from comparisons.declaring.edges import CAST, at_the_kink
from scratch.activations.prelu import prelu


def data(rng, batch, c, k, extreme=False):
    return at_the_kink(rng, (*batch, c), extreme) | dict(a=rng.uniform(0, 1, k))


def shut_at_zero(x, a):
    y, slope = prelu(x, a)

    def backward(dy):
        gradients = slope(dy)
        return gradients | dict(x=gradients["x"] * (x != 0))

    return y, backward


concept = Concept(
    __name__,
    cases=[
        dict(batch=(2, 3, 4), c=5, k=5),
        dict(batch=(2, 3, 4), c=5, k=1),
        dict(batch=(1, 1, 1), c=3, k=3),
        dict(batch=(2, 2, 2), c=1, k=1),
        dict(batch=(1, 1, 1), c=8, k=8, extreme=True),
    ],
    timing=dict(batch=(32, 28, 28), c=32, k=32),
    data=data,
    pytorch=dict(x="n ... c -> n c ...", y="n ... c -> n c ...", a="weight"),
    keras=dict(a="alpha: k -> 1 1 k"),
    differs=dict(
        keras=Differs(
            shut_at_zero,
            dict(
                corner="Keras adds up relu(x) and −a relu(−x), neither of which sends back at 0; PyTorch has a dy there"
            ),
        )
    ),
    halves=in_precisions("pytorch keras", "mixed_float16", CAST),
)
