"""A training as scratch does it: the losses after every epoch."""

import numpy as np
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from comparisons.declaring.concept import Concept
from comparisons.judging.question import Question
from comparisons.portraits.looks import COLOUR, OTHER, grid

#: Fewer do not make a curve.
_EPOCHS = 6


def training(concept: Concept, figure: Figure) -> str:
    """Draw the losses of the concept's first case on real data, trained for some epochs at the least."""
    case = next((case for case in concept.cases if "data" in case), None)
    if case is None:
        return ""
    epochs = dict(epochs=max(case["epochs"], _EPOCHS)) if "epochs" in case else {}
    run = Question.draw(concept, case | epochs).answer.outputs
    losses = {name: each for name, each in run.items() if name.endswith("loss")}
    axes = figure.subplots()
    for (name, loss), colour in zip(losses.items(), (COLOUR, OTHER), strict=False):
        axes.plot(
            np.arange(1, len(loss) + 1),
            loss,
            "o-",
            color=colour,
            markersize=2.5,
            label=name.replace("_", " "),
        )
    axes.set_xlabel("epoch")
    axes.xaxis.set_major_locator(MaxNLocator(6, integer=True))
    axes.legend()
    grid(axes)
    return f"the loss after every epoch of a training on {case['data'].__name__.replace('_', ' ')}"
