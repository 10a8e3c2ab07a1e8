"""Mistakes in the pair mobilenet, in sight of the diagnosis."""

from benchmarks.models.planted import Planted

MISTAKES = (
    Planted(
        "the depthwise kernel is reshaped where it must be transposed",
        (
            (
                "            kernel = kernel.transpose(0, 1, 3, 2)",
                "            kernel = module.weight.detach().numpy().reshape(3, 3, -1, 1)",
            ),
        ),
        r"block0_depthwise|blocks\.0\.depthwise\.0",
        "reshape|transpos",
    ),
    Planted(
        "another ε in batch normalization",
        (("layers.BatchNormalization(epsilon=1e-3,", "layers.BatchNormalization(epsilon=1e-5,"),),
        r"stem_bn|stem\.1",
        "eps|ε",
    ),
    Planted(
        "a sigmoid for a hard sigmoid in the gate",
        (('activation="hard_sigmoid"', 'activation="sigmoid"'),),
        r"block2_se.*|blocks\.2\.gate.*|block2_project|blocks\.2\.project\.0",
        "sigmoid",
    ),
    Planted(
        "the gated block has no way around",
        (
            (
                "    if stride == 1 and x.shape[-1] == filters:\n",
                "    if stride == 1 and x.shape[-1] == filters and not gated:\n",
            ),
        ),
        r"block2_project.*|blocks\.2.*|head|head\.0",
        r"add|residual|shortcut|sum|skip|\+",
    ),
    Planted(
        "the gate's first activation is missing",
        (('layers.Conv2D(squeezed, 1, activation="relu", name', "layers.Conv2D(squeezed, 1, name"),),
        r"block2_se_(reduce|excite)|blocks\.2\.gate.*",
        "relu",
    ),
    Planted(
        "a global maximum for a global average",
        (('layers.GlobalAveragePooling2D(name="pool")', 'layers.GlobalMaxPooling2D(name="pool")'),),
        r"pool|classifier|head.*|dropout",
        "pool|max|average|mean",
    ),
    Planted(
        "no dropout before the classifier",
        (('    x = layers.Dropout(0.2, name="dropout")(x)\n', ""),),
        r"dropout|classifier|pool|head.*",
        "drop",
        shows="training",
    ),
)
