"""Fields: images, shares in a hundred and confusions, drawn cell by cell, as vectors that stay small."""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from matplotlib import colormaps
from matplotlib.axes import Axes
from matplotlib.patches import PathPatch, Rectangle
from matplotlib.path import Path

from reports.drawing import INK


def image(
    axes: Axes,
    field: np.ndarray,
    low: float | None = None,
    high: float | None = None,
    colours: str = "gray",
    shades: int = 12,
) -> None:
    """Draw a field (rows columns), its first row on top, in so many shades from low to high, else its own ends.

    Equal neighbours in a row are one rectangle, and all of a shade one path: a photograph stays small.
    """
    low, high = (own if end is None else end for own, end in ((field.min(), low), (field.max(), high)))
    level = np.rint(np.clip((field - low) / (high - low or 1), 0, 1) * (shades - 1)).astype(int)
    colour = colormaps[colours]
    runs: dict[int, list[Path]] = {}
    for row, levels in enumerate(level):
        starts = [0, *(np.flatnonzero(np.diff(levels)) + 1)]
        for start, end in pairwise([*starts, len(levels)]):
            corners = [(start, row), (end, row), (end, row + 1), (start, row + 1), (start, row)]
            runs.setdefault(int(levels[start]), []).append(Path(np.array(corners) - 0.5, closed=True))
    for shade, rectangles in runs.items():
        face = colour(shade / (shades - 1))
        path = Path.make_compound_path(*rectangles)
        axes.add_patch(PathPatch(path, facecolor=face, edgecolor=face, linewidth=0.3, joinstyle="miter"))
    rows, columns = field.shape
    axes.set(xlim=(-0.5, columns - 0.5), ylim=(rows - 0.5, -0.5), aspect="equal", xticks=[], yticks=[])
    axes.spines[:].set_visible(False)


def percents(axes: Axes, percent: np.ndarray) -> None:
    """Draw a field of shares in a hundred (rows columns), each with its number."""
    image(axes, percent, 0, 100, "cividis", shades=21)
    for (row, column), value in np.ndenumerate(percent):
        colour = "black" if value > 55 else "white"
        axes.text(column, row, f"{value:.0f}", ha="center", va="center", color=colour, fontsize=9)


def confusion(axes: Axes, counts: np.ndarray, classes: Sequence[str]) -> None:
    """Draw how often samples of one class (row) were taken for another (column), as each panel counts it (panels k k).

    A cell holds one number for all panels, or those in which they differ. It is lightly shaded on the diagonal, and off
    it the darker the more mistakes there are.
    """
    for true, taken in np.ndindex(counts.shape[1:]):
        held = list(dict.fromkeys(counts[:, true, taken]))
        shade = 0.1 if true == taken else min(0.1 + 0.08 * max(held), 0.5)
        if any(held):
            axes.add_patch(Rectangle((taken - 0.47, true - 0.45), 0.94, 0.9, facecolor=INK, alpha=shade))
        axes.text(taken, true, "/".join(map(str, held)) if any(held) else "·", ha="center", va="center")
    last = len(classes) - 0.5
    axes.set(xlim=(-0.5, last), ylim=(last, -0.5), xlabel="taken for", ylabel="true class")
    axes.set_xticks(range(len(classes)), classes)
    axes.set_yticks(range(len(classes)), classes)
    axes.tick_params(length=0)
    axes.spines["bottom"].set_visible(False)
