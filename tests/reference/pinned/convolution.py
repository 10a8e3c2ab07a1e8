"""Defaults of convolution: what the source has that a module names, or common use where it leaves that open."""

PINNED = {
    "conv1d": dict(stride=1, padding=0, dilation=1, groups=1),
    "conv2d": dict(stride=1, padding=0, dilation=1, groups=1),
    "conv2d_transpose": dict(stride=1, padding=0, output_padding=None, dilation=1, groups=1),
}

OTHERS = {
    ("conv1d", "keras", "padding"): ("'valid'", "it is 0 in a word"),
    ("conv2d", "keras", "padding"): ("'valid'", "it is 0 in a word"),
    ("conv2d_transpose", "keras", "padding"): (
        "'valid'",
        "it is 0 in a word, but for kernels smaller than a stride",
    ),
}

WITHOUT = {
    "keras": {
        "conv2d_transpose": ("output_padding", "dilation", "groups"),
    },
}
