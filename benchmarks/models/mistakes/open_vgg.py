"""Mistakes in the pair vgg, in sight of the diagnosis."""

from benchmarks.models.planted import Planted

MISTAKES = (
    Planted(
        "the flatten's order is not heeded in the dense kernel",
        (
            (
                "    kernel = fc1.weight.detach().numpy().reshape(32, 12, 3, 2)\n"
                "    kernel = kernel.transpose(2, 3, 1, 0).reshape(-1, 32)\n",
                "    kernel = fc1.weight.detach().numpy().T\n",
            ),
        ),
        r"fc1|classifier\.0|flatten",
        "flatten|channel",
    ),
    Planted(
        "an activation is missing",
        (
            (
                'layers.Conv2D(12, 3, padding="same", activation="relu", name="conv3")',
                'layers.Conv2D(12, 3, padding="same", name="conv3")',
            ),
        ),
        r"conv3|features\.[567]|pad4|conv4",
        "relu",
    ),
    Planted(
        "a softmax at the end, though PyTorch's model returns logits",
        (('layers.Dense(classes, name="fc2")', 'layers.Dense(classes, activation="softmax", name="fc2")'),),
        r"fc2|classifier\.3|output.*",
        "softmax",
    ),
    Planted(
        "kernels are reshaped where they must be transposed",
        (
            (
                "        kernel = module.weight.detach().numpy().transpose(2, 3, 1, 0)",
                "        kernel = module.weight.detach().numpy()\n        kernel = kernel.reshape(kernel.shape[2:] + kernel.shape[1::-1])",
            ),
        ),
        r"conv1|features\.0",
        "reshape|transpos",
    ),
    Planted(
        "a layer is forgotten in the port of the weights",
        (('    conv("conv2", source.features[2])\n', ""),),
        r"conv2|features\.2",
        r"not (been )?(copied|ported|carried)|forg|other numbers|initial|none of|missing|fresh|never",
    ),
    Planted(
        "a maximum pool for an average pool",
        (('layers.AveragePooling2D(2, name="pool2")', 'layers.MaxPooling2D(2, name="pool2")'),),
        r"pool2|features\.9|flatten|fc1|classifier\.0",
        "pool|max|average",
    ),
    Planted(
        "a dilation that PyTorch does not have",
        (
            (
                'layers.Conv2D(12, 3, padding="same", activation="relu", name="conv3")',
                'layers.Conv2D(12, 3, padding="same", dilation_rate=2, activation="relu", name="conv3")',
            ),
        ),
        r"conv3|features\.5",
        "dilation",
    ),
)
