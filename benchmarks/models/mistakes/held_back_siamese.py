"""Mistakes in the pair siamese, held back from the diagnosis."""

from benchmarks.models.planted import Planted

MISTAKES = (
    Planted(
        "'same' where the stride is 2",
        (
            (
                '    x = layers.ZeroPadding1D(2, name="pad")(inputs)\n    x = layers.Conv1D(8, 5, strides=2, name="conv_a")(x)',
                '    x = layers.Conv1D(8, 5, strides=2, padding="same", name="conv_a")(inputs)',
            ),
        ),
        r".*conv_a|tower\.conv1",
        "pad",
    ),
    Planted(
        "the difference keeps its sign",
        (('ops.abs(layers.Subtract(name="minus")([a, b]))', 'layers.Subtract(name="minus")([a, b])'),),
        r"minus|joined|judge1|fc1|.*abs.*|.*sub.*|.*cat.*",
        "abs",
    ),
    Planted(
        "the slopes of PReLU are not copied",
        (
            (
                '    theirs.get_layer("prelu").set_weights([each[None] for each in numpy(ours.act.weight)])\n',
                "",
            ),
        ),
        r".*prelu|tower\.act|.*bn|.*pool",
        r"slope|alpha|α|not (been )?(copied|ported|carried)|forg|other numbers|initial|none of|missing|fresh|never",
    ),
    Planted(
        "the embedding is not brought to unit length",
        (('    x = layers.UnitNormalization(name="unit")(x)\n', ""),),
        r".*unit|.*embed|tower\.fc|minus|joined|judge1|fc1|.*normalize.*|times|.*sub.*",
        "norm|unit|length|div",
    ),
    Planted(
        "the convolution has no groups",
        (("dilation_rate=2, groups=2, name", "dilation_rate=2, name"),),
        r".*conv_b|tower\.conv2",
        "group",
        carried=False,
    ),
    Planted(
        "Keras's own ε in batch normalization",
        (
            (
                'layers.BatchNormalization(momentum=0.9, epsilon=1e-5, name="bn")',
                'layers.BatchNormalization(momentum=0.9, name="bn")',
            ),
        ),
        r".*bn",
        "eps|ε",
    ),
    Planted(
        "the kernels are flipped in time",
        (
            (
                "        layer.set_weights([weight.transpose(2, 1, 0), bias])",
                "        layer.set_weights([weight.transpose(2, 1, 0)[::-1], bias])",
            ),
        ),
        r".*conv_a|tower\.conv1",
        "flip|revers|rotat",
    ),
    Planted(
        "the mean of both embeddings for their product",
        (('layers.Multiply(name="times")', 'layers.Average(name="times")'),),
        r"times|joined|judge1|fc1|.*mul.*|.*cat.*",
        r"multipl|average|product|\*|mul|mean",
    ),
)
