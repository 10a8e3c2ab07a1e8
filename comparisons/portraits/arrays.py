"""The arrays of an operation as they lie in memory, a square a number: what goes in, weights, and what comes out."""

import numpy as np
from matplotlib.figure import Figure

from comparisons.declaring.concept import Concept
from comparisons.judging.question import Question
from comparisons.portraits.looks import field

#: So many squares stand side by side; more could not be told apart.
_WIDEST = 24


def arrays(concept: Concept, figure: Figure) -> str:
    """Draw every array that is needed, and the first that comes out; a number of a row is a row with a 1."""
    if concept.kind != "operation":
        return ""
    needed = [name for name, each in concept.arguments.items() if not each.optional]
    case = {name: value for name, value in concept.cases[0].items() if name not in ("given", "dtypes")}
    if any(len(concept.arguments[name].axes) > 2 for name in needed) or "ids" in needed:
        case |= dict(n=1) if "n" in case else {}
    question = Question.draw(concept, case)
    shown = {name: question.arrays[name] for name in needed}
    if "ids" in shown:
        shown["ids"] = np.eye(question.sizes["v"])[shown["ids"]]
    shown["y"] = next(iter(question.answer.outputs.values()))
    shown = {name: _matrix(array) for name, array in shown.items()}
    widths = [array.shape[-1] for array in shown.values()]
    if any(array.ndim > 2 for array in shown.values()) or sum(widths) > _WIDEST:
        return ""
    first, *_, last = shown.values()
    largest = max(np.abs(first).max(), np.abs(last).max()) if first.shape == last.shape else 0
    deepest, every = max(map(len, shown.values())), figure.subplots(1, len(shown), width_ratios=widths)
    for axes, (name, array) in zip(every, shown.items(), strict=True):
        field(axes, array, largest if array is first or array is last else 0)
        axes.set(title=name, ylim=(deepest, 0))
    return "what goes in and what comes out, a square a number: green above zero, orange below"


def _matrix(array: np.ndarray) -> np.ndarray:
    """Return an array without leading axes of one, a vector as a row."""
    while array.ndim > 2 and len(array) == 1:
        array = array[0]
    return np.atleast_2d(array)
