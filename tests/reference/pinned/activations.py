"""Defaults of activations: what the source has that a module names, or common use where it leaves that open."""

PINNED = {
    "celu": dict(
        alpha=1.0,  # Barron
    ),
    "elu": dict(
        alpha=1.0,  # Clevert et al.
    ),
    "geglu": dict(axis=-1, approximate="none"),
    "glu": dict(axis=-1),
    "gumbel_softmax": dict(tau=1.0, axis=-1, hard=False, training=True),
    "hard_shrink": dict(lambd=0.5),
    "hard_tanh": dict(
        min_val=-1.0,  # Collobert et al.
        max_val=1.0,
    ),
    "leaky_relu": dict(
        negative_slope=0.01,  # Maas et al.
    ),
    "log_softmax": dict(axis=-1),
    "soft_shrink": dict(lambd=0.5),
    "softmax": dict(axis=-1),
    "softplus": dict(
        beta=1.0,  # Dugas et al.
    ),
    "sparsemax": dict(axis=-1),
    "squareplus": dict(
        b=4.0,  # Barron: at 0 it then has softplus's second derivative
    ),
    "swiglu": dict(axis=-1),
    "threshold": dict(
        threshold=1.0,  # Konda et al.
        value=0.0,
    ),
}

OTHERS = {
    ("leaky_relu", "keras", "negative_slope"): ("0.3", "the paper has 0.01"),
}

WITHOUT = {
    "pytorch": {
        "geglu": ("axis", "approximate"),
        "gumbel_softmax": ("axis", "training"),
        "sparsemax": ("axis",),
        "swiglu": ("axis",),
        "log_softmax": ("axis",),
        "softmax": ("axis",),
        "squareplus": ("b",),
        "threshold": ("threshold", "value"),
    },
    "keras": {
        "geglu": ("axis", "approximate"),
        "gumbel_softmax": ("tau", "axis", "hard", "training"),
        "swiglu": ("axis",),
        "hard_tanh": ("min_val", "max_val"),
        "softplus": ("beta",),
        "threshold": ("threshold", "value"),
    },
}
