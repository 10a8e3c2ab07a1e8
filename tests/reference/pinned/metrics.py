"""Defaults of metrics: what the source has that a module names, or common use where it leaves that open."""

PINNED = {
    "precision_recall": dict(threshold=0.5),  # Keras's, where it is not told
    "f1_score": dict(average="none", threshold=None),  # Keras's
    "top_k_accuracy": dict(top=5),  # the source's, and Keras's
    "confusion_matrix": dict(normalize="none"),  # counts
    "mean_intersection_over_union": dict(ignore_index=None),  # Keras's
}

WITHOUT = {
    framework: {
        "precision_recall": ("threshold",),
        "f1_score": ("average", "threshold"),
        "top_k_accuracy": ("top",),
        "confusion_matrix": ("normalize",),
        "mean_intersection_over_union": ("ignore_index",),
    }
    for framework in ("pytorch", "keras")
}
