"""Defaults of pooling: what the source has that a module names, or common use where it leaves that open."""

PINNED = {
    "max_pool2d": dict(
        size=2,
        stride=None,  # which is the size
        padding=0,
        dilation=1,
        ceil_mode=False,
    ),
}

OTHERS = {
    ("max_pool2d", "keras", "padding"): ("'valid'", "it is 0 in a word"),
}

WITHOUT = {
    "pytorch": {
        "max_pool2d": ("size", "stride"),
    },
    "keras": {
        "max_pool2d": ("stride", "dilation", "ceil_mode"),
    },
}
