"""Defaults of linear: what the source has that a module names, or common use where it leaves that open."""

PINNED = {
    "linear_regression": dict(learning_rate=0.01, batch_size=32, epochs=10),
    "low_rank_adaptation": dict(alpha=1.0),
    "logistic_regression": dict(learning_rate=0.1, batch_size=32, epochs=10),
    "perceptron": dict(
        learning_rate=1.0,  # Bishop: without loss of generality
        epochs=10,
    ),
    "softmax_regression": dict(learning_rate=0.1, batch_size=32, epochs=10),
}

WITHOUT = {
    "pytorch": {"low_rank_adaptation": ("alpha",)},
    "keras": {"low_rank_adaptation": ("alpha",)},
}
