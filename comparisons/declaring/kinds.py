"""Kinds of concept: the word by which a signature says its kind, and what follows from it for who answers and times."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Kind:
    """One kind: its name, its word in a signature, the passes that are timed of it, and what a reference has.

    What ``is_compiled`` is timed in compiled modes, too.
    """

    name: str
    word: str
    passes: tuple[str, ...]
    needs: tuple[str, ...] = ("build",)
    is_compiled: bool = True


KINDS = {
    kind.name: kind
    for kind in (
        Kind("operation", "Differentiable", ("forward", "forward and backward")),
        Kind("training run", "Run", ("epoch",), ("build", "train")),
        Kind("optimizer", "Path", ("step",)),
        Kind("schedule", "Rates", ("schedule",), is_compiled=False),
        Kind("metric", "Metric", ("measure",), is_compiled=False),
        Kind("distribution", "Sample", ("draw",), is_compiled=False),
    )
}
