"""Neither framework has a layer of it.

Where a PyTorch model has convolutions of 1 × 1 for the dense layers, its weights have two axes of length 1 more.
"""

from comparisons.declaring.concept import Concept
from comparisons.declaring.differing import Differs, rewritten
from scratch.activations.sigmoid import sigmoid
from scratch.convolution.squeeze_excite import squeeze_excite


def data(rng, c, saturated=0):
    """Draw biases of which each opens or shuts its gate, by so much."""
    return dict(b2=rng.choice([-1, 1], c) * saturated) if saturated else {}


def with_the_slope_of_its_value(x):
    y, _ = sigmoid(x)
    return y, lambda dy: dict(x=dy * y * (1 - y))


ROUNDED = Differs(
    rewritten(squeeze_excite, sigmoid=with_the_slope_of_its_value),
    dict(
        cancels="the slope of a gate is taken as s (1 − s), and is lost where s rounds to 1; it is σ(x) σ(−x)"
    ),
    rearranged=True,
)

BOTH = ("b1", "b2")

concept = Concept(
    __name__,
    cases=[
        dict(n=2, h=4, w=3, c=3, r=2, given=BOTH),
        dict(n=2, h=3, w=4, c=4, r=2),
        dict(n=2, h=3, w=3, c=4, r=2, saturated=20, given=BOTH),
        dict(n=1, h=2, w=5, c=4, r=1, given=("b1",)),
        dict(n=1, h=1, w=1, c=1, r=1, given=BOTH),
    ],
    timing=dict(n=32, h=28, w=28, c=64, r=4, given=BOTH),
    data=data,
    pytorch=dict(
        x="n h w c -> n c h w",
        W1="reduce.weight: c r -> r c",
        b1="reduce.bias",
        W2="expand.weight: r c -> c r",
        b2="expand.bias",
        y="n h w c -> n c h w",
    ),
    keras=dict(W1="reduce/kernel", b1="reduce/bias", W2="expand/kernel", b2="expand/bias"),
    differs=dict(pytorch=ROUNDED, keras=ROUNDED),
)
