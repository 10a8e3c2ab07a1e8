"""What a recurrent layer remembers: its hidden state after every step of a short sequence."""

import numpy as np
from matplotlib.figure import Figure

from comparisons.declaring.concept import Concept
from comparisons.judging.question import Question
from comparisons.portraits.looks import COLOUR, DASHED, OTHER, called, grid

_STEPS, _PULSES = 24, (3, 4, 14)
#: Of some it is the one with which every layer answers loudly enough to be seen.
_SEED, _LOUD = 15, 4


def memory(concept: Concept, figure: Figure) -> str:
    """Draw an input of some pulses, and how two hidden units answer to it and forget it. Biases are 0."""
    x = concept.arguments.get("x")
    if x is None or x.axes != ("n", "t", "i") or "U" not in concept.arguments:
        return ""
    arguments = concept.arguments.values()
    sizes = {axis for each in arguments for axis in each.axes if axis.isidentifier()}
    sizes -= {axis for each in arguments for axis, _ in each.without}  # of what is not given
    case = dict.fromkeys(sorted(sizes), 2) | dict(n=1, t=_STEPS, i=1)
    arrays = dict(Question.draw(concept, case, seed=_SEED).arrays)
    arrays |= {name: np.zeros_like(each) for name, each in arrays.items() if name.startswith("b")}
    arrays["x"] = np.isin(np.arange(_STEPS), _PULSES).astype(float)[None, :, None] * _LOUD
    if "mask" in arrays:
        arrays["mask"] = np.ones_like(arrays["mask"])
    states = called(concept, **arrays)
    axes = figure.subplots()
    axes.step(np.arange(_STEPS), arrays["x"][0, :, 0] / _LOUD, where="mid", **DASHED, label="x")
    for unit, colour in enumerate((COLOUR, OTHER)):
        axes.plot(states[0, :, unit], color=colour, label=f"h{'₁₂'[unit]}")
    axes.set_xlabel("step")
    figure.legend(ncols=3, loc="outside upper center")
    grid(axes)
    return "two hidden units answer to the pulses of x, and forget them"
