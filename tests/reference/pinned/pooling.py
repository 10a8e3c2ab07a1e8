"""Defaults of pooling: what the source has that a module names, or common use where it leaves that open."""

_WINDOWS = dict(
    size=2,
    stride=None,  # which is the size
    padding=0,
    ceil_mode=False,
)

PINNED = {
    **dict.fromkeys(("max_pool1d", "max_pool2d", "max_pool3d"), _WINDOWS | dict(dilation=1)),
    **dict.fromkeys(("avg_pool1d", "avg_pool2d", "avg_pool3d"), _WINDOWS | dict(count_include_pad=True)),
    **{name: dict(keepdims=False) for name in ("global_avg_pool", "global_max_pool")},
    # Lin et al.: one mean of the whole image
    **{name: dict(size=1) for name in ("adaptive_avg_pool", "adaptive_max_pool")},
}

_OF_WINDOWS = [name for name, settings in PINNED.items() if "stride" in settings]

OTHERS = {(name, "keras", "padding"): ("'valid'", "it is 0 in a word") for name in _OF_WINDOWS}

WITHOUT = {
    "pytorch": {
        **dict.fromkeys(_OF_WINDOWS, ("size", "stride")),
        **dict.fromkeys(("global_avg_pool", "global_max_pool"), ("keepdims",)),
        **dict.fromkeys(("adaptive_avg_pool", "adaptive_max_pool"), ("size",)),
    },
    "keras": {
        **{name: tuple(PINNED[name].keys() - {"size", "padding"}) for name in _OF_WINDOWS if "max" in name},
        **{name: tuple(PINNED[name].keys() - {"padding"}) for name in _OF_WINDOWS if "avg" in name},
        **dict.fromkeys(("global_avg_pool", "global_max_pool"), ("keepdims",)),
        **dict.fromkeys(("adaptive_avg_pool", "adaptive_max_pool"), ("size",)),
    },
}
