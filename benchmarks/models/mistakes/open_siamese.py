"""Mistakes in the pair siamese, in sight of the diagnosis."""

from benchmarks.models.planted import Planted

MISTAKES = (
    Planted(
        "the tower is not shared",
        (
            (
                "def keras_tower(channels=5, width=10):",
                'def keras_tower(channels=5, width=10, name="tower"):',
            ),
            (
                '    return keras.Model(inputs, x, name="tower")',
                "    return keras.Model(inputs, x, name=name)",
            ),
            (
                "    a, b = tower(left), tower(right)\n    distance",
                '    a, b = tower(left), keras_tower(name="tower_b")(right)\n    distance',
            ),
            (
                '    dense(ours.fc, theirs.get_layer("embed"))\n',
                '    dense(ours.fc, theirs.get_layer("embed"))\n    target.get_layer("tower_b").set_weights(theirs.get_weights())\n',
            ),
        ),
        r"tower.*|conv_a|conv1",
        "shar|twice|once|same layer",
        shows="gradients",
    ),
    Planted(
        "the pool leaves the last step out, where PyTorch rounds up",
        (
            (
                'layers.MaxPooling1D(2, strides=2, padding="same", name="pool")',
                'layers.MaxPooling1D(2, strides=2, name="pool")',
            ),
        ),
        r".*pool|.*conv_b|tower\.conv2",
        "ceil|pad|border|valid",
    ),
    Planted(
        "distance and product are joined in the other order",
        (('name="joined")([distance, product])', 'name="joined")([product, distance])'),),
        r"joined|judge1|fc1|.*cat.*",
        "order|concat|exchang|joined",
    ),
    Planted(
        "the dilation is forgotten",
        (
            (
                'padding="same", dilation_rate=2, groups=2, name="conv_b"',
                'padding="same", groups=2, name="conv_b"',
            ),
        ),
        r".*conv_b|tower\.conv2",
        "dilat",
    ),
    Planted(
        "mean and maximum are joined in the other order",
        (('name="pooled")([mean, most])', 'name="pooled")([most, mean])'),),
        r".*pooled|.*embed|tower\.fc|.*cat.*",
        "order|concat|exchang|joined",
    ),
    Planted(
        "gelu for elu",
        (('layers.Activation("elu", name="elu")', 'layers.Activation("gelu", name="elu")'),),
        r".*elu|.*conv_b|tower\.conv2|.*mean|.*max|.*pooled|.*embed|tower\.fc",
        "elu",
    ),
    Planted(
        "Keras's own momentum in batch normalization",
        (
            (
                'layers.BatchNormalization(momentum=0.9, epsilon=1e-5, name="bn")',
                'layers.BatchNormalization(epsilon=1e-5, name="bn")',
            ),
        ),
        r".*bn",
        "momentum",
        shows="training",
    ),
    Planted(
        "tanh for sigmoid at the end",
        (('layers.Dense(1, activation="sigmoid"', 'layers.Dense(1, activation="tanh"'),),
        r"judge2|fc2|output.*|.*sigmoid.*",
        "tanh|sigmoid",
    ),
)
