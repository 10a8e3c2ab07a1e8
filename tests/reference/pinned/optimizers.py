"""Defaults of optimizers: what the source has that a module names, or common use where it leaves that open."""

PINNED = {
    "adam": dict(
        learning_rate=0.001,  # Kingma & Ba, algorithm 1, as are the next three
        beta1=0.9,
        beta2=0.999,
        epsilon=1e-08,
        amsgrad=False,
        weight_decay=0.0,
        maximize=False,
        step=0,  # Algorithm 1: t ← 0
    ),
    "gradient_descent": dict(learning_rate=0.01, weight_decay=0.0, maximize=False),
    "momentum": dict(
        learning_rate=0.01, momentum=0.9, dampening=0.0, nesterov=False, weight_decay=0.0, maximize=False
    ),
}

OTHERS = {
    ("adam", "keras", "epsilon"): ("1e-07", "the paper has 1e-8"),
    ("gradient_descent", "pytorch", "learning_rate"): ("0.001", "the source has none; Keras has 0.01"),
    ("momentum", "pytorch", "learning_rate"): ("0.001", "the source has none; Keras has 0.01"),
    ("momentum", "pytorch", "momentum"): ("0", "SGD is without momentum unless it is asked for"),
    ("momentum", "keras", "momentum"): ("0.0", "SGD is without momentum unless it is asked for"),
}

WITHOUT = {
    "pytorch": {
        "adam": ("step",),
    },
    "keras": {
        "adam": ("weight_decay", "maximize", "step"),
        "gradient_descent": ("weight_decay", "maximize"),
        "momentum": ("dampening", "weight_decay", "maximize"),
    },
}
