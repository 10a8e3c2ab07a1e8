"""How pictures are drawn: as SVG that takes the text colour of the page it stands in, the same at every run."""

import io
import math
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from textwrap import fill

import numpy as np
from markupsafe import Markup, escape
from matplotlib import rc_context
from matplotlib.axes import Axes
from matplotlib.axis import Axis
from matplotlib.figure import Figure

from reports.panels import PANELS

#: Text is drawn in this colour and then given that of the page. No panel has it.
INK = "#010203"
STYLE = {
    "svg.fonttype": "none", "text.parse_math": False, "font.size": 10, "lines.markersize": 5.5,
    "text.color": INK, "axes.labelcolor": INK, "axes.edgecolor": INK,
    "xtick.color": INK, "ytick.color": INK, "ytick.major.size": 0, "ytick.major.pad": 8,
    "axes.axisbelow": True, "axes.spines.top": False, "axes.spines.right": False, "axes.spines.left": False,
}  # fmt: skip

#: The width of a picture in inches: its letters are of a size with the page's, also on a phone.
WIDTH = 5.2
_TITLE = 56  # letters of a title's line


@contextmanager
def drawing(
    name: str, title: str, width: float, height: float
) -> Iterator[tuple[Figure, Callable[[], Markup]]]:
    """Yield a figure of so many inches under its title, and the function that returns it as an SVG element."""
    with rc_context(STYLE | {"axes.titlesize": 10, "ytick.major.pad": 3, "legend.frameon": False}):
        figure = Figure((width, height), layout="constrained")
        lines = fill(title, round(_TITLE * width / WIDTH))
        figure.suptitle(lines, x=0.01, ha="left", fontsize=10.5, fontweight="bold")
        yield figure, lambda: svg(figure, name, title)


def lines(axes: Axes, series: Mapping[str, tuple], **style) -> None:
    """Draw one line a panel, {framework: (x, y)}, each thinner than the one below: what coincides is seen too."""
    for place, (framework, (x, y)) in enumerate(series.items()):
        panel = PANELS[framework]
        width = (6.0, 3.4, 1.2)[min(place, 2)]
        axes.plot(
            x, y, color=panel.colour, linewidth=width, label=panel.title, solid_capstyle="round", **style
        )


def by_panel(figure: Figure, frameworks: Iterable[str]) -> dict[str, Axes]:
    """Return axes side by side, one a panel, with its title in its colour; they share their scales."""
    frameworks = list(frameworks)
    every = figure.subplots(1, len(frameworks), sharex=True, sharey=True, squeeze=False)[0]
    for axes, framework in zip(every, frameworks, strict=True):
        axes.set_title(PANELS[framework].title, color=PANELS[framework].colour, fontweight="bold")
    return dict(zip(frameworks, every, strict=True))


def samples(axes: Axes, x: np.ndarray, y: np.ndarray, **style) -> None:
    """Draw samples x (n 2) of two classes, filled where y (n) is positive; both axes have one scale."""
    for chosen, face in ((y <= 0, "none"), (y > 0, INK)):
        axes.scatter(
            *x[chosen].T, **dict(s=14, facecolors=face, edgecolors=INK, linewidths=0.7, alpha=0.55) | style
        )
    low, high = x.min(), x.max()
    room = 0.1 * (high - low)
    axes.set(xlim=(low - room, high + room), ylim=(low - room, high + room), aspect="equal")


def boundary(axes: Axes, w: np.ndarray, b: float, **style) -> None:
    """Draw the line on which x w + b is zero, through the point of it that is next to the origin."""
    nearest, along = -b * w / (w @ w), np.array([-w[1], w[0]]) / np.linalg.norm(w)
    axes.plot(*(nearest + np.outer([-99, 99], along)).T, **style)


def logarithmic(axis: Axis, low: float, high: float, named: dict[float, str] | None = None) -> None:
    """Make an axis logarithmic, with few ticks and plain numbers; ``named`` ticks have names of their own."""
    named = named or {}
    decades = range(math.floor(math.log10(low)), math.ceil(math.log10(high)) + 1)
    step = math.ceil(len(decades) / 8)
    leads = (1, 2, 5) if len(decades) < 5 else (1,)
    apart = 10 ** (step / 2) if named else 1
    ticks = {
        lead * 10.0**decade: _power(lead, decade)
        for decade in decades[step - 1 :: step]
        for lead in leads
        if low * apart <= lead * 10.0**decade <= high / apart
    } | named
    axis.axes.set(**{f"{axis.axis_name}scale": "log", f"{axis.axis_name}lim": (low, high)})
    axis.set_ticks(list(ticks), labels=ticks.values())
    axis.set_ticks([], minor=True)


def _power(lead: int, decade: int) -> str:
    """Write lead · 10^decade as people do: 0.05, 20, 10⁷."""
    if -4 < decade < 4:
        return f"{lead * 10.0**decade:g}"
    power = f"10{str(decade).translate(str.maketrans('-0123456789', '⁻⁰¹²³⁴⁵⁶⁷⁸⁹'))}"
    return power if lead == 1 else f"{lead}·{power}"


def svg(figure: Figure, name: str, title: str = "") -> Markup:
    """Return the figure as an SVG element: no size of its own, no addresses that a page could hold twice."""
    with rc_context({"svg.hashsalt": name}):
        file = io.StringIO()
        figure.savefig(file, format="svg", transparent=True, metadata={"Date": None})
    text = file.getvalue()
    text = re.sub(r"<(metadata|style)\b.*?</\1>", "", text[text.index("<svg") :], flags=re.DOTALL)
    text = re.sub(r'<g id="[^"]*"', "<g", text).replace(INK, "currentColor")
    size = re.compile(r'(<svg[^>]*?) width="[^"]*"([^>]*?) height="[^"]*"')
    label = f' aria-label="{escape(title)}"' if title else ""
    return Markup(size.sub(lambda found: f'{found[1]} role="img"{label}{found[2]}', text, count=1))
