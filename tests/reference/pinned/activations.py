"""Defaults of activations: what the source has that a module names, or common use where it leaves that open."""

PINNED = {
    "elu": dict(
        alpha=1.0,  # Clevert et al.
    ),
    "leaky_relu": dict(
        negative_slope=0.01,  # Maas et al.
    ),
    "softmax": dict(axis=-1),
}

OTHERS = {
    ("leaky_relu", "keras", "negative_slope"): ("0.3", "the paper has 0.01"),
}
