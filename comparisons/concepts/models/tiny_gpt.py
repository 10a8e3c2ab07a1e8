"""In PyTorch an encoder's block takes the mask of a decoder and a hint besides; Keras's attention makes the mask.

Heads have 4 features or 1 here: of other powers of 2 Keras takes 1/√k through float32, see encoder_block.
"""

from comparisons.concepts.attention import encoder_block
from comparisons.concepts.attention.multi_head import NARROWS
from comparisons.concepts.models.vision_transformer import placed, start
from comparisons.concepts.optimizers.momentum import ROUNDED
from comparisons.declaring.concept import Concept
from comparisons.declaring.data import letters
from comparisons.declaring.differing import Differs, in_precisions, through_float32
from comparisons.declaring.scores import categorical_accuracy
from scratch.models.tiny_gpt import tiny_gpt


def data(rng, n, t, v):
    """Draw a text."""
    text = rng.integers(0, v, (n, t + 1))
    return dict(x=text[:, :-1], y=text[:, 1:])


concept = Concept(
    __name__,
    cases=[
        dict(n=5, t=4, v=6, l=5, d=8, f=6, heads=2, batch_size=3, epochs=2),
        dict(n=1, t=1, v=1, l=1, d=1, f=1, heads=1, epochs=2, momentum=0.0, dtypes=("float64",)),
        dict(data=letters, v=27, l=32, d=16, f=64, batch_size=8, epochs=5, dtypes=("float32",)),
    ],
    timing=dict(n=64, t=32, v=32, l=32, d=32, f=64, heads=2, epochs=1),
    data=data,
    start=start,
    pytorch=placed(encoder_block.concept.pytorch, "block.")
    | dict(
        E="letters.weight",
        P="positions.weight",
        gamma="norm.weight",
        beta="norm.bias",
        W_c="output.weight: d v -> v d",
        b_c="output.bias",
    ),
    keras=placed(encoder_block.concept.keras, "")
    | dict(
        E="letters/embeddings",
        P="positions/embeddings",
        gamma="norm/gamma",
        beta="norm/beta",
        W_c="next/kernel",
        b_c="next/bias",
    ),
    narrows=NARROWS,
    differs=dict(keras=Differs(through_float32(tiny_gpt, "momentum"), dict(rounded=ROUNDED))),
    score=dict(accuracy=categorical_accuracy),
    refuses=in_precisions(
        "keras",
        "float16 bfloat16",
        {"support Op 'Range'": "it counts positions in int16, TensorFlow cannot"},
    ),
)
