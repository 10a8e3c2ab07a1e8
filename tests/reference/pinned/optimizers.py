"""Defaults of optimizers: what the source has that a module names, or common use where it leaves that open."""

_PULL = dict(weight_decay=0.0, maximize=False)
_MEANS = dict(beta1=0.9, beta2=0.999, epsilon=1e-08)  # Kingma & Ba, algorithm 1

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
    "rmsprop": dict(
        learning_rate=0.001,  # Keras; Hinton's lecture says no more than that 0.9 is for the mean
        rho=0.9,
        momentum=0.0,
        epsilon=1e-08,  # PyTorch
        centered=False,
        **_PULL,
    ),
    "adagrad": dict(
        learning_rate=0.01,  # PyTorch, as are the next three
        learning_rate_decay=0.0,
        initial_sum=0.0,
        epsilon=1e-10,
        **_PULL,
        step=0,
    ),
    "adamw": dict(
        learning_rate=0.001, **_MEANS, amsgrad=False, weight_decay=0.01, maximize=False, step=0
    ),  # the decay is PyTorch's
    "amsgrad": dict(learning_rate=0.001, **_MEANS, **_PULL, step=0),
    "nadam": dict(
        learning_rate=0.002,  # PyTorch
        **_MEANS,
        momentum_decay=0.004,  # PyTorch; Dozat's 1/250
        **_PULL,
        step=0,
    ),
    "nesterov": dict(learning_rate=0.01, momentum=0.9, **_PULL),
    "adadelta": dict(
        learning_rate=1.0,  # Zeiler, Algorithm 1, has none
        rho=0.95,  # Zeiler, section 4.1, as is the next
        epsilon=1e-06,
        **_PULL,
    ),
    "adamax": dict(learning_rate=0.002, **_MEANS, **_PULL, step=0),  # Kingma & Ba, algorithm 2
    "radam": dict(learning_rate=0.001, **_MEANS, **_PULL, step=0),
    "lion": dict(learning_rate=0.0001, beta1=0.9, beta2=0.99, **_PULL),  # Chen et al., Algorithm 2
    "adafactor": dict(
        learning_rate=0.01,  # Shazeer & Stern, Algorithm 6, as are the next four
        decay=0.8,  # the exponent is −0.8
        epsilon1=1e-30,
        epsilon2=0.001,
        clip=1.0,
        **_PULL,
        step=0,
    ),
    "lamb": dict(learning_rate=0.001, **_MEANS | dict(epsilon=1e-06), **_PULL, step=0),  # You et al.
    "muon": dict(
        learning_rate=0.001,  # both
        momentum=0.95,  # Jordan, as are the next four
        nesterov=True,
        coefficients=(3.4445, -4.775, 2.0315),
        iterations=5,
        epsilon=1e-07,
        adjust="original",
        **_PULL,
    ),
    "lbfgs": dict(learning_rate=1.0, history_size=100, **_PULL),  # PyTorch
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
    ("nesterov", "pytorch", "learning_rate"): ("0.001", "momentum has 0.01, and Keras"),
    ("nesterov", "pytorch", "momentum"): ("0", "SGD is without momentum unless it is asked for"),
    ("nesterov", "keras", "momentum"): ("0.0", "SGD is without momentum unless it is asked for"),
    ("rmsprop", "pytorch", "learning_rate"): ("0.01", "Keras has 0.001"),
    ("rmsprop", "pytorch", "rho"): ("0.99", "the lecture has 0.9"),
    ("rmsprop", "keras", "epsilon"): ("1e-07", "it is added elsewhere; scratch follows PyTorch"),
    ("adagrad", "keras", "learning_rate"): ("0.001", "scratch follows PyTorch"),
    ("adagrad", "keras", "initial_sum"): ("0.1", "the paper's sum starts at 0"),
    ("adagrad", "keras", "epsilon"): ("1e-07", "it is added elsewhere; scratch follows PyTorch"),
    ("adadelta", "pytorch", "rho"): ("0.9", "the paper has 0.95"),
    ("adadelta", "keras", "learning_rate"): ("0.001", "the paper has none, which is 1"),
    ("adadelta", "keras", "epsilon"): ("1e-07", "the paper has 1e-6"),
    ("adamw", "keras", "epsilon"): ("1e-07", "the paper has 1e-8"),
    ("adamw", "keras", "weight_decay"): ("0.004", "the paper leaves it open; scratch follows PyTorch"),
    ("amsgrad", "keras", "epsilon"): ("1e-07", "Adam's paper has 1e-8"),
    ("adamax", "keras", "learning_rate"): ("0.001", "the paper has 0.002"),
    ("adamax", "keras", "epsilon"): ("1e-07", "the paper has none; scratch follows PyTorch"),
    ("nadam", "keras", "learning_rate"): ("0.001", "scratch follows PyTorch"),
    ("nadam", "keras", "epsilon"): ("1e-07", "the paper has 1e-8"),
    ("adafactor", "keras", "learning_rate"): ("0.001", "the paper has 0.01"),
    ("lamb", "keras", "epsilon"): ("1e-07", "the paper has 1e-6"),
    ("lion", "keras", "learning_rate"): ("0.001", "the paper has 0.0001"),
    ("muon", "pytorch", "weight_decay"): ("0.1", "Jordan's has none"),
    ("muon", "keras", "weight_decay"): ("0.004", "Jordan's has none"),
}

WITHOUT = {
    "pytorch": {
        "adafactor": ("epsilon1", "step"),
        "adagrad": ("step",),
        "adam": ("step",),
        "decoupled_decay": ("learning_rate", "momentum", "nesterov", "weight_decay"),
        "clip_by_value": ("limit",),
        "clip_by_norm": ("limit",),
        "clip_by_global_norm": ("limit",),
        "gradient_accumulation": ("steps", "learning_rate", "momentum"),
        "stochastic_weight_averaging": ("start", "every"),
        "adamax": ("step",),
        "adamw": ("step",),
        "amsgrad": ("step",),
        "lamb": ("learning_rate", "beta1", "beta2", "epsilon", "weight_decay", "maximize", "step"),
        "lbfgs": ("learning_rate", "history_size", "weight_decay", "maximize"),
        "lion": ("learning_rate", "beta1", "beta2", "weight_decay", "maximize"),
        "muon": ("adjust", "maximize"),
        "nadam": ("step",),
        "radam": ("step",),
    },
    "keras": {
        "adadelta": ("weight_decay", "maximize"),
        "adafactor": ("weight_decay", "maximize", "step"),
        "adagrad": ("learning_rate_decay", "weight_decay", "maximize", "step"),
        "adam": ("weight_decay", "maximize", "step"),
        "adamax": ("weight_decay", "maximize", "step"),
        "adamw": ("maximize", "step"),
        "amsgrad": ("weight_decay", "maximize", "step"),
        "gradient_descent": ("weight_decay", "maximize"),
        "lamb": ("weight_decay", "maximize", "step"),
        "lbfgs": ("learning_rate", "history_size", "weight_decay", "maximize"),
        "lion": ("weight_decay", "maximize"),
        "momentum": ("dampening", "weight_decay", "maximize"),
        "l2_decay": ("learning_rate", "momentum", "nesterov", "weight_decay"),
        "decoupled_decay": ("weight_decay",),
        "clip_by_value": ("limit",),
        "clip_by_norm": ("limit",),
        "clip_by_global_norm": ("limit",),
        "gradient_accumulation": ("steps",),
        "loss_scaling": ("learning_rate",),
        "stochastic_weight_averaging": ("start", "every", "learning_rate"),
        "muon": ("coefficients", "adjust", "maximize"),
        "nadam": ("momentum_decay", "weight_decay", "maximize", "step"),
        "nesterov": ("weight_decay", "maximize"),
        "radam": ("learning_rate", "beta1", "beta2", "epsilon", "weight_decay", "maximize", "step"),
        "rmsprop": ("weight_decay", "maximize"),
    },
}
