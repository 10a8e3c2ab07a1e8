"""PyTorch's block takes a mask of what is padding, Keras's attention one of what is there.

Heads have 4 features or 1 here: of other powers of 2 Keras takes 1/√k through float32, see encoder_block.
"""

import numpy as np

from comparisons.concepts.attention import encoder_block
from comparisons.concepts.attention.multi_head import NARROWS
from comparisons.concepts.models.vision_transformer import placed
from comparisons.concepts.models.vision_transformer import start as start_of_both
from comparisons.concepts.optimizers.momentum import ROUNDED
from comparisons.declaring.concept import Concept
from comparisons.declaring.data import digit_strokes
from comparisons.declaring.differing import Differs, through_float32
from comparisons.declaring.scores import categorical_accuracy
from scratch.models.transformer_classifier import transformer_classifier


def data(rng, n, t, m):
    """Draw sequences of any length, the first of one step."""
    return dict(last=np.append(0, rng.integers(0, t, n - 1)), y=rng.integers(0, m, n))


def start(d, f):
    """Let the normalizations and biases of the block start as in both frameworks."""
    return {name: array for name, array in start_of_both(d, f).items() if name not in ("gamma", "beta")}


concept = Concept(
    __name__,
    cases=[
        dict(n=5, t=4, i=3, d=8, f=6, m=3, heads=2, batch_size=3, epochs=2),
        dict(n=1, t=1, i=1, d=1, f=1, m=1, heads=1, epochs=2, momentum=0.0, dtypes=("float64",)),
        dict(data=digit_strokes, d=16, f=32, m=10, epochs=3, dtypes=("float32",)),
    ],
    timing=dict(n=256, t=8, i=8, d=32, f=64, m=10, heads=2, epochs=1),
    data=data,
    start=start,
    pytorch=placed(encoder_block.concept.pytorch, "block.")
    | dict(
        W="embedding.weight: i d -> d i",
        b="embedding.bias",
        W_c="classes.weight: d m -> m d",
        b_c="classes.bias",
    ),
    keras=placed(encoder_block.concept.keras, "")
    | dict(W="embedding/kernel", b="embedding/bias", W_c="classes/kernel", b_c="classes/bias"),
    narrows=NARROWS,
    differs=dict(keras=Differs(through_float32(transformer_classifier, "momentum"), dict(rounded=ROUNDED))),
    score=dict(accuracy=categorical_accuracy),
)
