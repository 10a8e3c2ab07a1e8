"""The path that an optimizer takes down a long bowl."""

import numpy as np
from matplotlib.figure import Figure
from matplotlib.patches import Ellipse

from comparisons.declaring.concept import Concept
from comparisons.portraits.looks import COLOUR
from reports.drawing import INK

_START, _CURVATURE, _STEPS = np.array([-2.6, 0.9]), np.array([1.0, 8.0]), 30
_LEARNING_RATES = (0.003, 0.01, 0.03, 0.1, 0.3, 1.0, 3.0, 10.0, 30.0)
_SIGHT = np.array([3.0, 1.35])


def descent(concept: Concept, figure: Figure) -> str:
    """Draw the path that ends lowest, of those that some learning rates take and that stay in sight."""
    paths = {rate: _path(concept, rate) for rate in _LEARNING_RATES}
    ends = {rate: _height(path[-1]) for rate, path in paths.items() if (np.abs(path) <= _SIGHT).all()}
    rate = min(ends, key=ends.get, default=None)
    if rate is None or ends[rate] > 0.5 * _height(_START):
        return ""
    axes = figure.subplots()
    for height in np.geomspace(0.02, _height(_START) * 1.6, 7):
        width, length = 2 * np.sqrt(2 * height / _CURVATURE)
        axes.add_patch(Ellipse((0, 0), width, length, fill=False, edgecolor=INK, alpha=0.22, linewidth=0.7))
    axes.plot(*paths[rate].T, "o-", color=COLOUR, markersize=2.2, linewidth=1.3)
    axes.plot(0, 0, "+", color=INK, markersize=6)
    axes.set(xlim=(-3.1, max(1.6, paths[rate][:, 0].max() + 0.2)), ylim=(-1.4, 1.4), xticks=[], yticks=[])
    axes.spines[:].set_visible(False)
    return f"{_STEPS} steps down a long bowl, at the learning rate {rate:g}: of some it ends lowest"


def _height(w: np.ndarray) -> float:
    return float(_CURVATURE @ w**2 / 2)


def _path(concept: Concept, learning_rate: float) -> np.ndarray:
    """Return the path from the start on; the slope where it stands is asked for at every step."""
    parts = list(concept.descent.items())
    path, slopes = [_START], []
    with np.errstate(all="ignore"):
        for _ in range(_STEPS):
            slopes.append(_CURVATURE * path[-1])
            if not np.abs(slopes[-1]).max() < 1e6:
                return np.full((1, 2), np.inf)
            given = {}
            for (weight, gradients), place in zip(parts, np.split(np.arange(2), len(parts)), strict=True):
                shape = (1, 2) if "m" in concept.arguments[weight].axes else (len(place),)
                given[weight] = _START[place].reshape(shape)
                given[gradients] = np.array(slopes)[:, place].reshape(-1, *shape)
            after = concept.function(**given, learning_rate=learning_rate)
            last = [each[-1].ravel() for each in (after.values() if isinstance(after, dict) else [after])]
            path.append(np.concatenate(last))
    return np.array(path)
