"""One question is put to an implementation; whatever its code does, something comes of it that can be said."""

from dataclasses import replace

from comparisons.errors import Mistake
from comparisons.frameworks.keeper import Misfit
from comparisons.judging.question import Question
from comparisons.yours.fit import Fit
from comparisons.yours.fitting import responder
from comparisons.yours.guarding import Failed, TooSlow, guarded
from comparisons.yours.implementation import Implementation
from comparisons.yours.said import Said


def respond(implementation: Implementation, question: Question, fit: Fit, seconds: float) -> Said:
    """Put a question to an implementation; say what it answers, or what it does in the place of an answer."""
    try:
        with guarded(seconds) as printed:
            said = responder(question, implementation, fit).answer()
    except (Failed, Mistake) as error:
        cause = error if isinstance(error, Misfit) else error.__cause__
        if isinstance(cause, Misfit):
            return Said(misfit=_told(cause))
        return Said(failed=" ".join(str(error).split()), hangs=isinstance(error, TooSlow))
    lines = printed.getvalue().strip().splitlines()
    notes = (
        [f"prints {lines[0][:60]!r}" + (f" and {len(lines) - 1} more lines" if lines[1:] else "")]
        if lines
        else []
    )
    return replace(said, notes=(*said.notes, *notes))


def _told(misfit: Misfit) -> str:
    """Return what does not fit, without the places in which the adapters say that it is."""
    return (
        str(misfit)
        .partition(": ")[2]
        .partition("; add it")[0]
        .replace("yours.", "")
        .replace("no array maps to the trainable weight", "nothing is given for its weight")
    )
