"""Defaults of convolution: what the source has that a module names, or common use where it leaves that open."""

PINNED = {
    **{f"{way}_pad": dict(padding=1) for way in ("zero", "reflect", "replicate", "circular")},
    "upsample_nearest": dict(scale=2),
    "upsample_bilinear": dict(scale=2, align_corners=False),
    "pixel_shuffle": dict(scale=2),
    "unfold": dict(size=3, stride=1, padding=0, dilation=1),
    "conv2d": dict(stride=1, padding=0, dilation=1, groups=1),
}

OTHERS = {
    ("conv2d", "keras", "padding"): ("'valid'", "it is 0 in a word"),
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
        **dict.fromkeys(_BORDERS, ("padding",)),
        "pixel_shuffle": ("scale",),
        "upsample_bilinear": ("align_corners",),
        "unfold": ("size",),
    },
}
