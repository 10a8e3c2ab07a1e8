"""PyTorch's block is ready, Keras's made of layers, whose normalization has an ε of 1e-3 if no other is named.

Heads have 4 features or 1 here: of other powers of 2 Keras takes 1/√k through float32, see encoder_block.
"""

import numpy as np

from comparisons.concepts.attention import encoder_block
from comparisons.concepts.attention.multi_head import NARROWS
from comparisons.concepts.optimizers.momentum import ROUNDED
from comparisons.declaring.concept import Concept
from comparisons.declaring.data import digit_images
from comparisons.declaring.differing import Differs, through_float32
from comparisons.declaring.scores import categorical_accuracy
from scratch.models.vision_transformer import vision_transformer


def data(rng, n, h, w, c, m):
    return dict(x=rng.standard_normal((n, h, w, c)), y=rng.integers(0, m, n))


def start(d, f):
    """Let every normalization and bias of the block start as in both frameworks."""
    ones = dict.fromkeys(("gamma_1", "gamma_2", "gamma"), np.ones(d))
    zeros = dict.fromkeys(("beta_1", "beta_2", "beta", "b_2", "b_q", "b_k", "b_v", "b_o"), np.zeros(d))
    return ones | zeros | dict(b_1=np.zeros(f))


def placed(layouts: dict, block: str) -> dict:
    """Return where the weights of an encoder block are kept in a model that has it under a name."""
    return {name: f"{block}{layout}" for name, layout in layouts.items()}


concept = Concept(
    __name__,
    cases=[
        dict(n=5, h=4, w=4, c=1, p=2, q=2, d=8, l=4, f=6, m=3, heads=2, batch_size=3, epochs=2),
        dict(
            n=1,
            h=2,
            w=3,
            c=2,
            p=2,
            q=3,
            d=1,
            l=1,
            f=1,
            m=1,
            heads=1,
            epochs=2,
            momentum=0.0,
            dtypes=("float64",),
        ),
        dict(data=digit_images, p=2, q=2, d=16, l=16, f=32, m=10, epochs=2, dtypes=("float32",)),
    ],
    timing=dict(n=256, h=8, w=8, c=1, p=2, q=2, d=32, l=16, f=64, m=10, heads=2, epochs=1),
    data=data,
    start=start,
    pytorch=placed(encoder_block.concept.pytorch, "block.")
    | dict(
        x="n h w c -> n c h w",
        W="patches.weight: p q c d -> d c p q",
        b="patches.bias",
        P="positions",
        gamma="norm.weight",
        beta="norm.bias",
        W_c="classes.weight: d m -> m d",
        b_c="classes.bias",
    ),
    keras=placed(encoder_block.concept.keras, "")
    | dict(
        W="patches/kernel",
        b="patches/bias",
        P="positions/table",
        gamma="norm/gamma",
        beta="norm/beta",
        W_c="classes/kernel",
        b_c="classes/bias",
    ),
    refuses={
        "keras-torch": {
            "grad_weight must be contiguous": "PyTorch's convolution cannot differentiate a kernel of one "
            "channel that Keras has transposed"
        }
    },
    narrows=NARROWS,
    differs=dict(keras=Differs(through_float32(vision_transformer, "momentum"), dict(rounded=ROUNDED))),
    score=dict(accuracy=categorical_accuracy),
)
