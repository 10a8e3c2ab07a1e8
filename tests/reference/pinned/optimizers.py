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
    "l2_decay": dict(learning_rate=0.01, momentum=0.9, nesterov=False, weight_decay=0.01),  # common use
    "decoupled_decay": dict(
        learning_rate=0.01, momentum=0.9, nesterov=False, weight_decay=0.01
    ),  # as AdamW's
    "clip_by_value": dict(limit=1.0, learning_rate=0.01),  # common use, as are the next two
    "clip_by_norm": dict(limit=1.0, learning_rate=0.01),
    "clip_by_global_norm": dict(limit=1.0, learning_rate=0.01),
    "gradient_accumulation": dict(steps=2, learning_rate=0.01, momentum=0.0),  # the fewest that are any
    "loss_scaling": dict(
        initial_scale=65536.0,  # PyTorch's
        growth_interval=2000,  # NVIDIA's guide
        learning_rate=0.01,
    ),
    "exponential_moving_average": dict(decay=0.99, learning_rate=0.01),  # Tarvainen & Valpola begin with it
    "stochastic_weight_averaging": dict(
        start=1, every=1, learning_rate=0.01
    ),  # AveragedModel takes all it is given
}

#: The source has none; Keras has this.
_RATE = ("0.001", "the source has none; Keras has 0.01")

OTHERS = {
    ("adam", "keras", "epsilon"): ("1e-07", "the paper has 1e-8"),
    ("gradient_descent", "pytorch", "learning_rate"): ("0.001", "the source has none; Keras has 0.01"),
    ("momentum", "pytorch", "learning_rate"): ("0.001", "the source has none; Keras has 0.01"),
    ("momentum", "pytorch", "momentum"): ("0", "SGD is without momentum unless it is asked for"),
    ("momentum", "keras", "momentum"): ("0.0", "SGD is without momentum unless it is asked for"),
    **{
        (name, "pytorch", "learning_rate"): _RATE
        for name in (
            "l2_decay",
            "clip_by_value",
            "clip_by_norm",
            "clip_by_global_norm",
            "loss_scaling",
            "exponential_moving_average",
            "stochastic_weight_averaging",
        )
    },
    ("l2_decay", "pytorch", "momentum"): ("0", "SGD is without momentum unless it is asked for"),
    ("l2_decay", "pytorch", "weight_decay"): ("0", "SGD is without decay unless it is asked for"),
    ("decoupled_decay", "keras", "momentum"): ("0.0", "SGD is without momentum unless it is asked for"),
    ("loss_scaling", "keras", "initial_scale"): ("32768.0", "PyTorch has 65536, as NVIDIA's Apex had"),
    ("exponential_moving_average", "pytorch", "decay"): (
        "0.999",
        "the source begins with 0.99 and ends with this",
    ),
}

WITHOUT = {
    "pytorch": {
        "adam": ("step",),
        "decoupled_decay": ("learning_rate", "momentum", "nesterov", "weight_decay"),
        "clip_by_value": ("limit",),
        "clip_by_norm": ("limit",),
        "clip_by_global_norm": ("limit",),
        "gradient_accumulation": ("steps", "learning_rate", "momentum"),
        "stochastic_weight_averaging": ("start", "every"),
    },
    "keras": {
        "adam": ("weight_decay", "maximize", "step"),
        "gradient_descent": ("weight_decay", "maximize"),
        "momentum": ("dampening", "weight_decay", "maximize"),
        "l2_decay": ("learning_rate", "momentum", "nesterov", "weight_decay"),
        "decoupled_decay": ("weight_decay",),
        "clip_by_value": ("limit",),
        "clip_by_norm": ("limit",),
        "clip_by_global_norm": ("limit",),
        "gradient_accumulation": ("steps",),
        "loss_scaling": ("learning_rate",),
        "stochastic_weight_averaging": ("start", "every", "learning_rate"),
    },
}
