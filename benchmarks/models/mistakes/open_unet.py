"""Mistakes in the pair unet, in sight of the diagnosis."""

from benchmarks.models.planted import Planted

MISTAKES = (
    Planted(
        "'same' in the transposed convolution",
        (
            (
                'padding="valid", name="up2")(x)\n    x = layers.Cropping2D(((1, 0), (1, 0)), name="up2_crop")(x)',
                'padding="same", name="up2")(x)',
            ),
        ),
        r"up2|up2_crop",
        "pad|crop|border",
    ),
    Planted(
        "another number of groups",
        (
            (
                'layers.GroupNormalization(4, epsilon=1e-5, name=f"{name}_norm_b")',
                'layers.GroupNormalization(2, epsilon=1e-5, name=f"{name}_norm_b")',
            ),
        ),
        r"enc1_norm_b|down1\.norm_b",
        "group",
    ),
    Planted(
        "nearest neighbours for bilinear interpolation",
        (
            (
                'layers.UpSampling2D(2, interpolation="bilinear", name="up1")',
                'layers.UpSampling2D(2, name="up1")',
            ),
        ),
        r"up1|up1_conv|shrink",
        "nearest|bilinear|interpol",
    ),
    Planted(
        "the kernel of the transposed convolution is flipped",
        (
            (
                '    conv(source.up2, "up2")  # i o p q in PyTorch, p q o i in Keras: the same exchange\n',
                "    kernel = source.up2.weight.detach().permute(2, 3, 1, 0).numpy()[::-1, ::-1]\n"
                '    target.get_layer("up2").set_weights([kernel, source.up2.bias.detach().numpy()])\n',
            ),
        ),
        r"up2",
        "flip|revers|rotat",
    ),
    Planted(
        "relu for silu",
        (
            (
                'layers.Activation("silu", name=f"{name}_act_a")',
                'layers.Activation("relu", name=f"{name}_act_a")',
            ),
        ),
        r"enc1_(act_a|norm_a|conv_b)|down1\.(norm_a|conv_b)|silu.*",
        "silu|relu|swish",
    ),
    Planted(
        "an average pool for a maximum pool",
        (('layers.MaxPooling2D(2, name="pool1")', 'layers.AveragePooling2D(2, name="pool1")'),),
        r"pool1|enc2_conv_a|down2\.conv_a|.*pool.*",
        "pool|max|average|avg",
    ),
    Planted(
        "the softmax is missing",
        (('activation="softmax", name="out"', 'name="out"'),),
        r"out|softmax.*|output.*",
        "softmax",
    ),
)
