"""Defaults of what goes through time: what the source has that a module names, or common use, if it leaves it open."""

PINNED = {
    "simple_rnn": dict(activation="tanh"),
}
