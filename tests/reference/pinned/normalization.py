"""Defaults of normalization: what the source has that a module names, or common use where it leaves that open."""

PINNED = {
    "batch_norm": dict(training=True, momentum=0.1, batches=0, epsilon=1e-05),
}

OTHERS = {
    ("batch_norm", "keras", "momentum"): ("0.99", "the share of the past; PyTorch has 0.1"),
    ("batch_norm", "keras", "epsilon"): ("0.001", "PyTorch has 1e-5"),
}

WITHOUT = {
    "pytorch": {
        "batch_norm": ("training", "batches"),
    },
    "keras": {
        "batch_norm": ("training", "batches"),
    },
}
