"""Defaults of initializers: what the source has that a module names, or common use where it leaves that open."""

PINNED = {
    "glorot_normal": dict(gain=1.0, truncated=False),
    "glorot_uniform": dict(gain=1.0),
    "he_normal": dict(slope=0.0, mode="fan_in", truncated=False),
    "he_uniform": dict(slope=0.0, mode="fan_in"),
    "lecun_normal": dict(truncated=False),
    "orthogonal": dict(gain=1.0),
    "random_normal": dict(mean=0.0, deviation=0.05),
    "random_uniform": dict(low=-0.05, high=0.05),
    "truncated_normal": dict(mean=0.0, deviation=0.05),
    "variance_scaling": dict(scale=1.0, mode="fan_in", distribution="truncated_normal"),
}

OTHERS = {
    ("he_normal", "keras", "slope"): (
        "1.0",
        "that is the scale of VarianceScaling; HeNormal has 2, as of slope 0",
    ),
    ("he_uniform", "keras", "slope"): (
        "1.0",
        "that is the scale of VarianceScaling; HeUniform has 2, as of slope 0",
    ),
    ("random_normal", "pytorch", "deviation"): ("1.0", "of weights it is too much, and Keras has 0.05"),
    ("random_uniform", "pytorch", "high"): ("1.0", "of weights it is too much, and Keras has 0.05"),
    ("random_uniform", "pytorch", "low"): (
        "0.0",
        "weights of one sign turn all neurons one way; Keras has −0.05",
    ),
    ("truncated_normal", "pytorch", "deviation"): ("1.0", "of weights it is too much, and Keras has 0.05"),
}

WITHOUT = {
    "pytorch": {
        "glorot_normal": ("truncated",),
        "he_normal": ("truncated",),
        "lecun_normal": ("truncated",),
        "variance_scaling": ("scale", "mode", "distribution"),
    },
    "keras": {
        "glorot_normal": ("truncated",),
        "he_normal": ("truncated",),
        "lecun_normal": ("truncated",),
    },
}
