"""PyTorch flattens channels before rows and columns, Keras after them: the first dense layer is in another order."""

from comparisons.concepts.optimizers.momentum import ROUNDED
from comparisons.declaring.concept import Concept
from comparisons.declaring.data import digit_images
from comparisons.declaring.differing import Differs, through_float32
from comparisons.declaring.scores import categorical_accuracy
from scratch.models.lenet import lenet


def data(rng, n, c, k):
    return dict(x=rng.standard_normal((n, 8, 8, c)), y=rng.integers(0, k, n))


concept = Concept(
    __name__,
    cases=[
        dict(n=7, c=2, i=2, j=3, h=4, k=3, batch_size=3, epochs=2),
        dict(n=1, c=1, i=1, j=1, h=1, k=1, epochs=2, momentum=0.0, dtypes=("float64",)),
        dict(data=digit_images, c=1, i=6, j=16, h=32, k=10, epochs=2, dtypes=("float32",)),
    ],
    timing=dict(n=512, c=1, i=6, j=16, h=32, k=10, epochs=1),
    data=data,
    pytorch=dict(
        x="n h w c -> n c h w",
        K1="0.weight: p q c k -> k c p q",
        b1="0.bias",
        K2="3.weight: p q c k -> k c p q",
        b2="3.bias",
        W3="7.weight: (s j) h -> h (j s)",
        b3="7.bias",
        W4="9.weight: i o -> o i",
        b4="9.bias",
    ),
    keras=dict(
        K1="first/kernel",
        b1="first/bias",
        K2="second/kernel",
        b2="second/bias",
        W3="hidden/kernel",
        b3="hidden/bias",
        W4="output/kernel",
        b4="output/bias",
    ),
    differs=dict(keras=Differs(through_float32(lenet, "momentum"), dict(rounded=ROUNDED))),
    score=dict(accuracy=categorical_accuracy),
)
