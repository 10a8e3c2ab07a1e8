"""Every pixel has a class: PyTorch has the logits of classes on the second axis, where channels are, Keras on the last.

What skips the way down is joined along channels, so that half of the next kernel reads it: whoever joins the other way
round has the halves of a kernel the other way round.
"""

from comparisons.concepts.optimizers.momentum import ROUNDED
from comparisons.declaring.concept import Concept
from comparisons.declaring.data import noisy_digits
from comparisons.declaring.differing import Differs, through_float32
from comparisons.declaring.scores import categorical_accuracy
from scratch.models.unet import unet

PLACES = dict(zip("01234", ("above", "below", "up", "joined", "head"), strict=True))
IN_PYTORCH = PLACES | {"0": "above.0", "1": "below.1", "3": "joined.0"}


def data(rng, n, c, k):
    return dict(x=rng.standard_normal((n, 8, 8, c)), y=rng.integers(0, k, (n, 8, 8)))


concept = Concept(
    __name__,
    cases=[
        dict(n=4, c=2, i=2, j=3, k=3, batch_size=3, epochs=2),
        dict(n=1, c=1, i=1, j=1, k=1, epochs=2, momentum=0.0, dtypes=("float64",)),
        dict(data=noisy_digits, c=1, i=4, j=8, k=2, epochs=1, dtypes=("float32",)),
    ],
    timing=dict(n=512, c=1, i=8, j=16, k=2, epochs=1),
    data=data,
    pytorch=dict(x="n h w c -> n c h w", prediction="n h w k -> n k h w")
    | {f"K{number}": f"{place}.weight: p q c k -> k c p q" for number, place in IN_PYTORCH.items()}
    | {f"b{number}": f"{place}.bias" for number, place in IN_PYTORCH.items()}
    | dict(K2="up.weight: p q k c -> c k p q"),
    keras={f"K{number}": f"{place}/kernel" for number, place in PLACES.items()}
    | {f"b{number}": f"{place}/bias" for number, place in PLACES.items()},
    refuses={
        "keras-torch": {
            "grad_weight must be contiguous": "PyTorch's convolution cannot differentiate a kernel of one "
            "channel that Keras has transposed"
        }
    },
    differs=dict(keras=Differs(through_float32(unet, "momentum"), dict(rounded=ROUNDED))),
    score=dict(accuracy=categorical_accuracy),
)
