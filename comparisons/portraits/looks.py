"""How portraits look: a line for what is, a dashed one beside it, and fields of colour for arrays."""

import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap, to_rgb
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from comparisons.declaring.concept import Concept
from reports.drawing import INK
from reports.panels import PANELS

#: The colour of what a concept does: scratch drew it.
COLOUR = PANELS["scratch"].colour
#: The colour of a second line, and of what is below zero.
OTHER = PANELS["pytorch"].colour
DASHED = dict(color=INK, linewidth=1.0, linestyle=(0, (3, 2)))

_NOTHING = (0.5, 0.5, 0.5, 0.06)
_SIGNED = LinearSegmentedColormap.from_list(
    "signed", [(*to_rgb(OTHER), 1), _NOTHING, (*to_rgb(COLOUR), 1)], N=64
)


def field(axes: Axes, array: np.ndarray, largest: float = 0) -> None:
    """Draw a matrix as a field of squares: green above zero, orange below, next to nothing where it is zero."""
    largest = largest or float(np.abs(array).max()) or 1.0
    seen = np.ma.masked_inside(array, -0.004 * largest, 0.004 * largest)
    axes.add_patch(Rectangle((0, 0), *array.shape[::-1], facecolor=_NOTHING, edgecolor="none"))
    axes.pcolormesh(seen, cmap=_SIGNED, vmin=-largest, vmax=largest)
    axes.set(aspect="equal", xticks=[], yticks=[], ylim=(len(array), 0))
    axes.spines[:].set_visible(False)


def before_and_after(figure: Figure, before: np.ndarray, after: np.ndarray, largest: float = 0) -> None:
    """Draw two matrices side by side, with an arrow between them."""
    left, right = figure.subplots(1, 2)
    field(left, before, largest)
    field(right, after, largest)
    left.set_title("x")
    right.set_title("y")


def grid(axes: Axes) -> None:
    """Draw a faint grid."""
    axes.grid(color=INK, alpha=0.12, linewidth=0.6)


def called(concept: Concept, **given) -> np.ndarray:
    """Return what a concept answers to some arrays and settings, its first output alone."""
    answer = concept.function(**given)
    output = answer[0] if isinstance(answer, tuple) else answer
    return next(iter(output.values())) if isinstance(output, dict) else output
