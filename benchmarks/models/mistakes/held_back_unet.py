"""Mistakes in the pair unet, held back from the diagnosis."""

from benchmarks.models.planted import Planted

MISTAKES = (
    Planted(
        "Keras's own ε in group normalization",
        (
            (
                'layers.GroupNormalization(4, epsilon=1e-5, name=f"{name}_norm_a")',
                'layers.GroupNormalization(4, name=f"{name}_norm_a")',
            ),
        ),
        r"enc1_norm_a|down1\.norm_a",
        "eps|ε",
    ),
    Planted(
        "what is joined stands in the other order",
        (('name="skip2")([two, x])', 'name="skip2")([x, two])'),),
        r"skip2|dec2_conv_a|dec2\.conv_a|cat.*|concat.*",
        "order|concat|exchang|joined",
    ),
    Planted(
        "PyTorch aligns the corners",
        (
            (
                'nn.Upsample(scale_factor=2, mode="bilinear")',
                'nn.Upsample(scale_factor=2, mode="bilinear", align_corners=True)',
            ),
        ),
        r"up1|up1_conv|shrink",
        "align|corner",
    ),
    Planted(
        "the dilation is forgotten",
        (
            (
                '    x = double_conv(x, 16, "bottleneck", dilation=2)',
                '    x = double_conv(x, 16, "bottleneck")',
            ),
        ),
        r"bottleneck_conv_a|middle\.conv_a",
        "dilat",
    ),
    Planted(
        "softmax over the rows in place of the classes",
        (
            (
                'outputs = layers.Conv2D(classes, 1, activation="softmax", name="out")(x)',
                'outputs = layers.Softmax(axis=1, name="softmax")(layers.Conv2D(classes, 1, name="out")(x))',
            ),
        ),
        r"out|softmax.*|output.*",
        "axis|dim|softmax",
    ),
    Planted(
        "the activation comes before the normalization",
        (
            (
                '    x = layers.GroupNormalization(4, epsilon=1e-5, name=f"{name}_norm_a")(x)\n    x = layers.Activation("silu", name=f"{name}_act_a")(x)',
                '    x = layers.Activation("silu", name=f"{name}_act_a")(x)\n    x = layers.GroupNormalization(4, epsilon=1e-5, name=f"{name}_norm_a")(x)',
            ),
        ),
        r"enc1_(norm_a|act_a|conv_a)|down1\.(norm_a|conv_a)|silu.*",
        "silu|order|before|after|swish",
    ),
    Planted(
        "the weights of two convolutions of one shape are exchanged",
        (
            (
                '    conv(source.shrink, "up1_conv")\n',
                '    conv(source.dec1.conv_b, "enc1_conv_b")\n    conv(source.down1.conv_b, "dec1_conv_b")\n    conv(source.shrink, "up1_conv")\n',
            ),
        ),
        r"enc1_conv_b|down1\.conv_b",
        r"exchang|swap|other layer|(weights|kernel|numbers) of|dec1",
    ),
)
