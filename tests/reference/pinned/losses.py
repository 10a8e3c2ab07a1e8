"""Defaults of losses: what the source has that a module names, or common use where it leaves that open."""

PINNED = {
    "binary_cross_entropy": dict(reduction="mean"),
    "binary_cross_entropy_of_probabilities": dict(reduction="mean"),
    "categorical_cross_entropy": dict(reduction="mean", label_smoothing=0.0),
    "categorical_cross_entropy_of_probabilities": dict(reduction="mean"),
    "categorical_hinge": dict(reduction="mean"),
    "hinge": dict(reduction="mean"),
    "huber": dict(delta=1.0, reduction="mean"),
    "kl_divergence": dict(log_target=False, reduction="mean"),
    "log_cosh": dict(reduction="mean"),
    "margin_ranking": dict(margin=0.0, reduction="mean"),
    "mean_absolute_error": dict(reduction="mean"),
    "mean_absolute_percentage_error": dict(reduction="mean"),
    "mean_squared_logarithmic_error": dict(reduction="mean"),
    "mean_squared_error": dict(reduction="mean"),
    "negative_log_likelihood": dict(reduction="mean", ignore_index=None),
    "poisson": dict(log_input=True, full=False, epsilon=1e-8, reduction="mean"),
    "quantile": dict(tau=0.5, reduction="mean"),
    "squared_hinge": dict(reduction="mean"),
    "sparse_categorical_cross_entropy": dict(reduction="mean", ignore_index=None, label_smoothing=0.0),
}

KERAS = ("'sum_over_batch_size'", "it is the mean in other words")
OTHERS = {
    (loss, "keras", "reduction"): KERAS
    for loss in (
        "binary_cross_entropy",
        "binary_cross_entropy_of_probabilities",
        "categorical_cross_entropy",
        "categorical_cross_entropy_of_probabilities",
        "categorical_hinge",
        "hinge",
        "huber",
        "kl_divergence",
        "log_cosh",
        "mean_absolute_error",
        "mean_absolute_percentage_error",
        "mean_squared_error",
        "mean_squared_logarithmic_error",
        "poisson",
        "squared_hinge",
    )
} | {
    ("kl_divergence", "pytorch", "reduction"): ("'mean'", "that is over all numbers, which is no divergence")
}
NOWHERE = {
    ("negative_log_likelihood", "reduction"),
    ("negative_log_likelihood", "ignore_index"),
    ("quantile", "reduction"),
    ("quantile", "tau"),
}
