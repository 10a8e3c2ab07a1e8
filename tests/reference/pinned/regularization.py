"""Defaults of regularization: what the source has that a module names, or common use where it leaves that open."""

PINNED = {
    "dropout": dict(
        rate=0.5,  # Srivastava et al., section 1: close to optimal for many networks
        training=True,
    ),
    "gaussian_noise": dict(deviation=0.1, training=True),
}

WITHOUT = {
    "pytorch": {
        "dropout": ("training",),
        "gaussian_noise": ("deviation", "training"),
    },
    "keras": {
        "dropout": ("rate", "training"),
        "gaussian_noise": ("deviation", "training"),
    },
}
