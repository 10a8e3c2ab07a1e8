"""One question is put to an implementation; whatever its code does, something comes of it that can be said."""

from comparisons.errors import Mistake
from comparisons.judging.question import Question
from comparisons.yours.by_hand import ByHand
from comparisons.yours.fit import Fit
from comparisons.yours.guarding import Failed, guarded
from comparisons.yours.implementation import Implementation
from comparisons.yours.said import Said


def respond(implementation: Implementation, question: Question, fit: Fit, seconds: float) -> Said:
    """Put a question to an implementation; say what it answers, or what it does in the place of an answer."""
    try:
        with guarded(seconds) as printed:
            said = _ask(implementation, question, fit)
    except (Failed, Mistake) as error:
        return Said(failed=" ".join(str(error).split()))
    lines = printed.getvalue().strip().splitlines()
    notes = [f"prints {lines[0][:60]!r}" + (f" and {len(lines) - 1} more lines" if lines[1:] else "")] if lines else []
    return Said(said.answer, "", said.unchecked, (*said.notes, *notes), said.by_machine)


def _ask(implementation: Implementation, question: Question, fit: Fit) -> Said:
    return ByHand(question, implementation, fit).answer()
