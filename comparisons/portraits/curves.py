"""Functions of a number as curves: activations and their slopes, gates, penalties; and of some numbers as bars."""

import numpy as np
from matplotlib.figure import Figure

from comparisons.declaring.concept import Concept
from comparisons.portraits.looks import COLOUR, DASHED, OTHER, called, grid

_X = np.linspace(-4, 4, 161)
#: Those whose last corner lies further on.
_WIDER = {"relu6": 2.0}
_LOGITS = np.array([2.0, 1.2, 0.3, -0.4, -1.5])


def activation(concept: Concept, figure: Figure) -> str:
    """Draw y over x, and the slope that backward sends back."""
    x = concept.arguments["x"]
    if set(concept.arguments) - {"x", "a"} or "k" in x.axes:
        return ""
    beside = dict(a=np.array([0.25])) if "a" in concept.arguments else {}
    numbers = _X * _WIDER.get(concept.name.split(".")[1], 1.0)
    y, backward = concept.function(x=numbers.reshape(-1, 1) if beside else numbers, **beside)
    slope = backward(np.ones_like(y))["x"]
    axes = figure.subplots()
    axes.plot(numbers, y.ravel(), color=COLOUR, label="y")
    axes.plot(numbers, slope.ravel(), **DASHED, label="slope")
    axes.legend()
    grid(axes)
    return "y over x, and its slope"


def gate(concept: Concept, figure: Figure) -> str:
    """Draw what comes out of both halves of x, as each of them moves while the other is 1."""
    (x,) = (concept.arguments.get("x"),)
    if not concept.name.endswith("glu") or x is None:
        return ""
    halves, axes = np.stack([_X, np.ones_like(_X)]), figure.subplots()
    for place, (name, colour) in enumerate((("a", COLOUR), ("b", OTHER))):
        y = called(concept, x=halves[[place, 1 - place]].T.copy())
        axes.plot(_X, y.ravel(), color=colour, label=f"y over {name}")
    axes.legend()
    grid(axes)
    return "y as one half of x moves and the other is 1"


def classes(concept: Concept, figure: Figure) -> str:
    """Draw some numbers and what becomes of them together."""
    x = concept.arguments["x"]
    if x.axes[-1] != "k":
        return ""
    beside = {name: np.zeros_like(_LOGITS) for name in concept.arguments if name != "x"}
    y = called(concept, x=_LOGITS.copy(), **beside)
    places = np.arange(len(_LOGITS))
    for axes, numbers, name in zip(figure.subplots(1, 2), (_LOGITS, y), "xy", strict=True):
        axes.bar(places, numbers, color=COLOUR, width=0.75)
        axes.axhline(0, **DASHED)
        axes.set(title=name, xticks=[])
        grid(axes)
    return "five numbers, and what becomes of them together"


def penalty(concept: Concept, figure: Figure) -> str:
    """Draw what a weight costs, and the slope that pulls it to zero."""
    if set(concept.arguments) != {"w"} or concept.arguments["w"].axes != ("*shape",):
        return ""
    costs, slopes = [], []
    for w in _X:
        cost, backward = concept.function(w=np.array([w]))
        costs.append(float(cost))
        slopes.append(float(backward(np.float64(1.0))["w"][0]))
    axes = figure.subplots()
    axes.plot(_X, costs, color=COLOUR, label="R")
    axes.plot(_X, slopes, **DASHED, label="slope")
    axes.legend()
    grid(axes)
    return "what a weight costs over its size, and the slope"
