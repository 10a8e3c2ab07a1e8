"""Mistakes in the pair vgg, held back from the diagnosis."""

from benchmarks.models.planted import Planted

MISTAKES = (
    Planted(
        "'same' pads the other side where the stride is 2",
        (
            (
                'layers.ZeroPadding2D(2, name="pad4"),\n            layers.Conv2D(12, 5, strides=2, activation',
                'layers.Conv2D(12, 5, strides=2, padding="same", activation',
            ),
        ),
        r"conv4|pad4|features\.7",
        "pad",
    ),
    Planted(
        "an average pool for a maximum pool",
        (('layers.MaxPooling2D(2, name="pool1")', 'layers.AveragePooling2D(2, name="pool1")'),),
        r"pool1|features\.4|conv3|features\.5",
        "pool|max|average",
    ),
    Planted(
        "rows and columns of the kernels are exchanged",
        (
            (
                "        kernel = module.weight.detach().numpy().transpose(2, 3, 1, 0)",
                "        kernel = module.weight.detach().numpy().transpose(3, 2, 1, 0)",
            ),
        ),
        r"conv1|features\.0",
        "rows|column|transpos|exchang|swap|axes|axis|height",
    ),
    Planted(
        "the biases of the convolutions are not copied",
        (
            (
                "        target.get_layer(name).set_weights([kernel, module.bias.detach().numpy()])",
                "        target.get_layer(name).kernel.assign(kernel)",
            ),
        ),
        r"conv1|features\.0",
        "bias",
    ),
    Planted(
        "dropout at another rate",
        (("layers.Dropout(0.5", "layers.Dropout(0.2"),),
        r"dropout|classifier\.[0123]|fc1|fc2",
        "drop",
        shows="training",
    ),
    Planted(
        "elu for relu",
        (
            (
                'layers.Conv2D(12, 3, padding="same", activation="relu", name="conv3")',
                'layers.Conv2D(12, 3, padding="same", activation="elu", name="conv3")',
            ),
        ),
        r"conv3|features\.[567]|pad4|conv4",
        "relu|elu",
    ),
    Planted(
        "the flatten's rows and columns are exchanged in the dense kernel",
        (
            (
                "    kernel = kernel.transpose(2, 3, 1, 0).reshape(-1, 32)",
                "    kernel = kernel.transpose(3, 2, 1, 0).reshape(-1, 32)",
            ),
        ),
        r"fc1|classifier\.0|flatten",
        "flatten|rows|columns|height|order",
    ),
)
