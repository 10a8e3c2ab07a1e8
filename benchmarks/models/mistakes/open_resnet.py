"""Mistakes in the pair resnet, in sight of the diagnosis."""

from benchmarks.models.planted import Planted

MISTAKES = (
    Planted(
        "Keras's own ε in batch normalization",
        (("momentum=0.9, epsilon=1e-5, name=name", "momentum=0.9, name=name"),),
        r"stem_bn|^bn1",
        "eps|ε",
    ),
    Planted(
        "the stride stands in the block's second convolution",
        (
            (
                'y = layers.Conv2D(filters, 3, strides=stride, use_bias=False, name=f"{name}_conv1")(y)',
                'y = layers.Conv2D(filters, 3, use_bias=False, name=f"{name}_conv1")(y)',
            ),
            (
                'y = layers.Conv2D(filters, 3, padding="same", use_bias=False, name=f"{name}_conv2")(y)',
                'y = layers.Conv2D(filters, 3, stride, padding="same", use_bias=False, name=f"{name}_conv2")(y)',
            ),
        ),
        r"stage2_block1_(conv1|pad1)|layer2\.0\.conv1",
        "stride",
    ),
    Planted(
        "the activation after the sum is missing",
        (('    return layers.ReLU(name=f"{name}_relu2")(y)', "    return y"),),
        r"stage1_block1_(add|relu2|bn2)|layer1\.0.*|stage1_block2_(pad1|conv1|add)|layer1\.1\.conv1",
        "relu",
    ),
    Planted(
        "'same' in the stem",
        (
            (
                '    x = layers.ZeroPadding2D(3, name="stem_pad")(inputs)\n    x = layers.Conv2D(8, 7, strides=2, use_bias=False, name="stem_conv")(x)',
                '    x = layers.Conv2D(8, 7, strides=2, padding="same", use_bias=False, name="stem_conv")(inputs)',
            ),
        ),
        r"stem_conv|^conv1",
        "pad",
    ),
    Planted(
        "γ and β are exchanged",
        (
            (
                'parts = ("weight", "bias", "running_mean", "running_var")',
                'parts = ("bias", "weight", "running_mean", "running_var")',
            ),
        ),
        r"stem_bn|^bn1",
        ("gamma|γ", "beta|β"),
    ),
    Planted(
        "'same' in the maximum pool, on the other side",
        (
            (
                '    x = layers.ZeroPadding2D(1, name="pool_pad")(x)\n    x = layers.MaxPooling2D(3, strides=2, name="pool")(x)',
                '    x = layers.MaxPooling2D(3, strides=2, padding="same", name="pool")(x)',
            ),
        ),
        r"pool|maxpool|stage1_block1_(conv1|pad1)|layer1\.0\.conv1",
        "pad",
    ),
    Planted(
        "the activation comes before the normalization",
        (
            (
                '    x = norm("stem_bn")(x)\n    x = layers.ReLU(name="stem_relu")(x)',
                '    x = layers.ReLU(name="stem_relu")(x)\n    x = norm("stem_bn")(x)',
            ),
        ),
        r"stem_bn|^bn1|stem_relu|stem_conv|^conv1|relu.*",
        "relu|order|before|after",
    ),
    Planted(
        "the stem is frozen",
        (('use_bias=False, name="stem_conv")', 'use_bias=False, trainable=False, name="stem_conv")'),),
        r"stem_conv|^conv1",
        "trainable|frozen|requires_grad|trained",
        shows="training",
    ),
)
