"""Kinds of concept: the word by which a signature says its kind, and what follows from it for who answers and times."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Kind:
    """One kind: its name, its word in a signature, the passes that are timed of it, and what a reference has."""

    name: str
    word: str
    passes: tuple[str, ...]
    needs: tuple[str, ...] = ("build",)


KINDS = {
    kind.name: kind
    for kind in (
        Kind("operation", "Differentiable", ("forward", "forward and backward")),
        Kind("training run", "Run", ("epoch",), ("build", "train")),
        Kind("optimizer", "Path", ("step",)),
        Kind("schedule", "Rates", ("schedule",)),
        Kind("metric", "Metric", ("measure",)),
        Kind("distribution", "Sample", ("draw",)),
    )
}
