"""Defaults of schedules: what the source has that a module names, or common use where it leaves that open."""

PINNED = {
    "cosine_decay": dict(steps=1000, floor=0.0),
    "cosine_restarts": dict(steps=1000, t_mul=2, m_mul=1.0, floor=0.0),
    "cyclic": dict(steps=2000, mode="triangular", gamma=1.0),
    "exponential_decay": dict(steps=1000, factor=0.96, staircase=False),
    "inverse_square_root": dict(warmup=4000),  # Vaswani et al., section 5.3
    "inverse_time_decay": dict(steps=1000, decay=1.0, staircase=False),
    "linear_warmup": dict(steps=1000, start=0.0),
    "one_cycle": dict(steps=1000, rising=0.3, anneal="cos", first=25.0, last=1e4, three_phase=False),
    "piecewise_constant": dict(boundaries=(32_000, 48_000), factor=0.1),  # He et al., section 4.2
    "polynomial_decay": dict(steps=1000, power=1.0, floor=0.0, cycle=False),
    "reduce_on_plateau": dict(factor=0.1, patience=10, threshold=0.0001, cooldown=0, floor=0.0),
    "step_decay": dict(steps=30, factor=0.1),
    "warmup_cosine": dict(warmup=1000, steps=10_000, start=0.0, floor=0.0),
}

OTHERS = {
    ("cosine_restarts", "pytorch", "t_mul"): ("1", "Keras has 2, as the paper's best runs"),
    ("exponential_decay", "pytorch", "factor"): ("0.1", "that is of StepLR, ExponentialLR demands it"),
    ("linear_warmup", "pytorch", "start"): ("0.3333333333333333", "Keras has a warm-up from 0"),
    ("linear_warmup", "pytorch", "steps"): ("5", "too few for steps, of which PyTorch has epochs in mind"),
    ("polynomial_decay", "keras", "floor"): (
        "0.0001",
        "a floor of 0 is the polynomial itself, and PyTorch's",
    ),
    ("polynomial_decay", "pytorch", "steps"): ("5", "too few for steps, of which PyTorch has epochs in mind"),
    ("warmup_cosine", "keras", "warmup"): ("0", "a warm-up is what this schedule is for"),
    ("warmup_cosine", "pytorch", "start"): ("0.3333333333333333", "Keras's example starts at 0"),
    ("warmup_cosine", "pytorch", "warmup"): ("5", "too few for steps, of which PyTorch has epochs in mind"),
}

WITHOUT = {
    "pytorch": {
        "cosine_decay": ("steps",),
        "cosine_restarts": ("steps", "m_mul"),
        "exponential_decay": ("steps", "staircase"),
        "inverse_square_root": ("warmup",),
        "inverse_time_decay": ("steps", "decay", "staircase"),
        "one_cycle": ("steps",),
        "piecewise_constant": ("boundaries",),
        "polynomial_decay": ("floor", "cycle"),
        "step_decay": ("steps",),
        "warmup_cosine": ("steps",),
    },
    "keras": {
        "cosine_decay": ("steps", "floor"),
        "cosine_restarts": ("steps", "floor"),
        "cyclic": ("steps", "mode", "gamma"),
        "exponential_decay": ("steps", "factor"),
        "inverse_square_root": ("warmup",),
        "inverse_time_decay": ("steps", "decay"),
        "linear_warmup": ("steps", "start"),
        "one_cycle": ("steps", "rising", "anneal", "first", "last", "three_phase"),
        "piecewise_constant": ("boundaries", "factor"),
        "polynomial_decay": ("steps",),
        "step_decay": ("steps", "factor"),
        "warmup_cosine": ("steps", "start", "floor"),
    },
}
