"""A function of one number as a curve: an activation and its slope."""

import numpy as np
from matplotlib.figure import Figure

from comparisons.declaring.concept import Concept
from reports.drawing import INK
from reports.panels import PANELS

_X = np.linspace(-4, 4, 161)


def activation(concept: Concept, figure: Figure) -> str:
    """Draw y over x, and the slope that backward sends back."""
    x = _X.copy()
    y, backward = concept.function(x=x)
    slope = backward(np.ones_like(y))["x"]
    axes = figure.subplots()
    axes.plot(x, y, color=PANELS["scratch"].colour, label="y")
    axes.plot(x, slope, color=INK, linewidth=1, linestyle=(0, (3, 2)), label="slope")
    axes.grid(color=INK, alpha=0.12, linewidth=0.6)
    axes.legend()
    return f"{concept.name.split('.')[1]}: y over x, and its slope"
