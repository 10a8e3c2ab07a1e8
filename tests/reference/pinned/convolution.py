"""Defaults of convolution: what the source has that a module names, or common use where it leaves that open."""

PINNED = {
    "conv2d": dict(stride=1, padding=0, dilation=1, groups=1),
}

OTHERS = {
    ("conv2d", "keras", "padding"): ("'valid'", "it is 0 in a word"),
}
