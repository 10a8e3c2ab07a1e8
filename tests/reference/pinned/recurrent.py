"""Defaults of what goes through time: what the source has that a module names, or common use, if it leaves it open."""

PINNED = {
    "conv_lstm2d": dict(stride=1, padding="valid", dilation=1),
    "simple_rnn": dict(activation="tanh"),
    "embedding_bag": dict(mode="mean", padding_idx=None),
}

OTHERS = {
    ("conv_lstm2d", "pytorch", "padding"): ("0", "it is 'valid' as a number"),
}

WITHOUT = {
    "pytorch": {
        "embedding_bag": ("padding_idx",),
        "simple_rnn": ("activation",),
    },
    "keras": {
        "embedding_bag": ("mode", "padding_idx"),
    },
}
