"""What becomes of the numbers of some samples, whose columns and rows are of different size: before and after."""

import numpy as np
from matplotlib.figure import Figure

from comparisons.declaring.concept import Concept
from comparisons.portraits.looks import before_and_after, called

_SIZE = 8
_SETTINGS = {"group_norm": dict(groups=2), "local_response_norm": dict(alpha=1.0)}


def normalization(concept: Concept, figure: Figure) -> str:
    """Draw a matrix, samples or places by features, before and after."""
    needed = {name for name, each in concept.arguments.items() if not each.optional}
    if not {"x"} <= needed <= {"x", "mean", "var"}:
        return ""
    x = _numbers()
    beside = {name: np.full(_SIZE, float(name == "var")) for name in needed - {"x"}}
    if not beside and {"mean", "var"} <= set(concept.arguments):
        beside = dict(mean=x.mean(axis=0), var=x.var(axis=0))
    places = concept.arguments["x"].axes[:2] == ("n", "*pixels")
    y = called(concept, x=x[None] if places else x, **beside, **_SETTINGS.get(concept.name.split(".")[1], {}))
    return _draw(figure, x, y, places)


def dropped(concept: Concept, figure: Figure) -> str:
    """Draw a matrix of which whole rows or columns are dropped."""
    x, kept = _numbers(), concept.arguments.get("kept")
    if kept is None or kept.axes not in (("n",), ("n", "c")):
        return ""
    places, settings = len(kept.axes) == 2, dict(rate=0.4)
    given = x[None] if places else x
    seen = concept.drawer("kept")(np.random.default_rng(3), (1, _SIZE) if places else (_SIZE,), **settings)
    return _draw(figure, x, called(concept, x=given, kept=seen, **settings), places)


def _numbers() -> np.ndarray:
    rng = np.random.default_rng(4)
    columns, rows = np.linspace(-2, 2, _SIZE), rng.normal(size=(_SIZE, 1))
    return rng.normal(size=(_SIZE, _SIZE)) * np.linspace(0.2, 1.6, _SIZE) + columns + rows


def _draw(figure: Figure, x: np.ndarray, y: np.ndarray, places: bool) -> str:
    before_and_after(figure, x, y.reshape(x.shape))
    for axes in figure.axes:
        axes.set_xlabel("channels" if places else "features")
    figure.axes[0].set_ylabel("places" if places else "samples")
    return "numbers before and after: green above zero, orange below"
