"""What a person's implementation said to a question."""

from dataclasses import dataclass

from comparisons.judging.answering import Answer
from comparisons.judging.question import Question


@dataclass(frozen=True)
class Answered:
    """A question and what a person's implementation answered.

    ``unchecked`` are labels of arrays (``dx``) of which the implementation says nothing, as where it has no backward;
    ``by_machine`` says that a framework took the gradients, so that they follow the outputs and prove nothing more.
    """

    question: Question
    answer: Answer
    unchecked: frozenset[str] = frozenset()
    by_machine: bool = False


@dataclass(frozen=True)
class Reason:
    """Which mistake an implementation has: one with which the truth says the same, in every case that was asked.

    text      what to read: "line 57 of scratch/normalization/batch_norm.py read … where it reads …"
    kind      ``slip``, ``setting``, ``convention``, ``relative``, ``multiple`` or ``layout``
    arrays    the labels of the arrays that it explains
    whole     whether these are all arrays that were checked
    """

    text: str
    kind: str
    arrays: tuple[str, ...]
    whole: bool
