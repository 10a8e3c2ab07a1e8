"""Defaults of what goes through time: what the source has that a module names, or common use, if it leaves it open."""

PINNED = {
    "simple_rnn": dict(activation="tanh"),
    "embedding_bag": dict(mode="mean", padding_idx=None),
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
