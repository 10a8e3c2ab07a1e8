"""What came of one question that was put to an implementation."""

from dataclasses import dataclass, field

from comparisons.judging.answering import Answer


@dataclass(frozen=True)
class Said:
    """An answer, or in a few words what there was in its place.

    failed       "raised ValueError: … (my.py:3)", "returned None"; "" if there is an answer
    misfit       why this case cannot be put to it: it cannot be made, or its weights have other shapes here
    hangs        whether it gave no answer in time, or ended its process
    unchecked    labels of arrays of which nothing was said
    notes        what it did besides: printed, changed its arguments
    by_machine   whether a framework took the gradients
    """

    answer: Answer | None = None
    failed: str = ""
    misfit: str = ""
    hangs: bool = False
    unchecked: frozenset[str] = frozenset()
    notes: tuple[str, ...] = field(default=())
    by_machine: bool = False
