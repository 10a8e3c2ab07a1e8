"""Defaults of losses: what the source has that a module names, or common use where it leaves that open."""

PINNED = {
    "binary_cross_entropy": dict(reduction="mean"),
    "categorical_cross_entropy": dict(reduction="mean", label_smoothing=0.0),
    "mean_squared_error": dict(reduction="mean"),
    "sparse_categorical_cross_entropy": dict(reduction="mean", ignore_index=None, label_smoothing=0.0),
}

OTHERS = {
    (loss, "keras", "reduction"): ("'sum_over_batch_size'", "it is the mean in other words")
    for loss in ("mean_squared_error", "binary_cross_entropy", "categorical_cross_entropy")
}
