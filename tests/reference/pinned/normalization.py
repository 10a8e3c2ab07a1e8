"""Defaults of normalization: what the source has that a module names, or common use where it leaves that open."""

PINNED = {
    "batch_norm": dict(training=True, momentum=0.1, batches=0, epsilon=1e-05),
    "group_norm": dict(
        groups=32,  # Wu & He
        epsilon=1e-05,
    ),
    "instance_norm": dict(epsilon=1e-05),
    "layer_norm": dict(axis=-1, epsilon=1e-05),
    "local_response_norm": dict(
        size=5,  # Krizhevsky et al., these four
        alpha=1e-4,
        beta=0.75,
        k=2.0,
    ),
    "rms_norm": dict(axis=-1, epsilon=1e-06),
    "spectral_norm": dict(
        training=True,
        iterations=1,  # Miyato et al., Algorithm 1
        epsilon=1e-12,
    ),
    "standardize": dict(epsilon=1e-07),
    "unit_norm": dict(axis=-1, epsilon=1e-12),
}

OTHERS = {
    ("batch_norm", "keras", "momentum"): ("0.99", "the share of the past; PyTorch has 0.1"),
    ("batch_norm", "keras", "epsilon"): ("0.001", "PyTorch has 1e-5"),
    ("group_norm", "keras", "epsilon"): ("0.001", "PyTorch has 1e-5"),
    ("instance_norm", "keras", "epsilon"): ("0.001", "PyTorch has 1e-5"),
    ("layer_norm", "keras", "epsilon"): ("0.001", "PyTorch has 1e-5"),
    ("local_response_norm", "pytorch", "k"): ("1.0", "the paper has 2"),
    ("local_response_norm", "keras", "size"): ("5", "on either side, which is 11 together; the paper has 5"),
    ("local_response_norm", "keras", "k"): ("1", "the paper has 2"),
    ("local_response_norm", "keras", "alpha"): ("1", "the paper has 1e-4"),
    ("local_response_norm", "keras", "beta"): ("0.5", "the paper has 0.75"),
    ("unit_norm", "pytorch", "axis"): (
        "1",
        "of vectors, beside one another in a matrix, it is the last as in Keras",
    ),
}

WITHOUT = {
    "pytorch": {
        "batch_norm": ("training", "batches"),
        "group_norm": ("groups",),
        "layer_norm": ("axis",),
        "local_response_norm": ("size",),
        "rms_norm": ("axis", "epsilon"),
        "spectral_norm": ("training",),
        "standardize": ("epsilon",),
    },
    "keras": {
        "batch_norm": ("training", "batches"),
        "spectral_norm": ("training", "epsilon"),
        "standardize": ("epsilon",),
        "unit_norm": ("epsilon",),
    },
}
