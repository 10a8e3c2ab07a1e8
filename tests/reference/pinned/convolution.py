"""Defaults of convolution: what the source has that a module names, or common use where it leaves that open."""

PINNED = {
    "causal_conv1d": dict(stride=1, dilation=1, groups=1),
    "conv1d": dict(stride=1, padding=0, dilation=1, groups=1),
    "conv1d_transpose": dict(stride=1, padding=0, output_padding=None, dilation=1, groups=1),
    "conv2d": dict(stride=1, padding=0, dilation=1, groups=1),
    "conv2d_transpose": dict(stride=1, padding=0, output_padding=None, dilation=1, groups=1),
    "conv3d": dict(stride=1, padding=0, dilation=1, groups=1),
    "conv3d_transpose": dict(stride=1, padding=0, output_padding=None, dilation=1, groups=1),
    "depthwise_conv2d": dict(stride=1, padding=0, dilation=1),
    "inverted_residual": dict(
        stride=1,
        padding="same",  # table 1 has h / s rows after a stride of s
    ),
    "separable_conv2d": dict(stride=1, padding=0, dilation=1),
    **{f"{way}_pad": dict(padding=1) for way in ("zero", "reflect", "replicate", "circular")},
    "upsample_nearest": dict(scale=2),
    "upsample_bilinear": dict(scale=2, align_corners=False),
    "pixel_shuffle": dict(scale=2),
    "unfold": dict(size=3, stride=1, padding=0, dilation=1),
}

OTHERS = {
    ("inverted_residual", "pytorch", "padding"): (
        "0",
        "a convolution's; table 1 has h / s rows after a stride of s",
    ),
    ("inverted_residual", "keras", "padding"): ("'valid'", "a convolution's, as in PyTorch"),
    **{
        (name, "keras", "padding"): ("'valid'", "it is 0 in a word")
        for name in ("conv1d", "conv2d", "conv3d", "depthwise_conv2d", "separable_conv2d")
    },
    **{
        (f"{name}_transpose", "keras", "padding"): (
            "'valid'",
            "it is 0 in a word, if no stride is larger than a kernel",
        )
        for name in ("conv1d", "conv2d", "conv3d")
    },
}

_BORDERS = ("reflect_pad", "replicate_pad", "circular_pad")

WITHOUT = {
    "pytorch": {
        **dict.fromkeys(("zero_pad", *_BORDERS), ("padding",)),
        **dict.fromkeys(("upsample_nearest", "pixel_shuffle"), ("scale",)),
        "upsample_bilinear": ("scale", "align_corners"),  # both are None, and mean 1 and False
        "unfold": ("size",),
    },
    "keras": {
        **{
            f"{name}_transpose": ("output_padding", "dilation", "groups")
            for name in ("conv1d", "conv2d", "conv3d")
        },
        **dict.fromkeys(_BORDERS, ("padding",)),
        "pixel_shuffle": ("scale",),
        "upsample_bilinear": ("align_corners",),
        "unfold": ("size",),
    },
}
