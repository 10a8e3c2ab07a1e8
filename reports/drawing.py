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
from matplotlib.lines import Line2D
from matplotlib.text import Annotation

from reports.numbers import raised
from reports.panels import PANELS

#: Text is drawn in this colour and then given that of the page. No panel has it.
INK = "#010203"
STYLE = {
    "svg.fonttype": "none", "text.parse_math": False, "font.size": 10, "lines.markersize": 5.5,
    "text.color": INK, "axes.labelcolor": INK, "axes.edgecolor": INK,
    "xtick.color": INK, "ytick.color": INK, "ytick.major.size": 0, "ytick.major.pad": 8,
    "axes.axisbelow": True, "axes.spines.top": False, "axes.spines.right": False, "axes.spines.left": False,
}  # fmt: skip

#: In the place of a framework: all panels at once.
EVERY = "every"
#: So many roundings the law allows, see :mod:`comparisons.judging.rounding`.
ROUNDINGS = 32

#: The width of a picture in inches: its letters are of a size with the page's, also on a phone.
WIDTH = 5.2
#: The colours of a picture that is opened on its own.
_ALONE = """<style>
svg { color: #1b1d21; background: #fdfdfb; }
@media (prefers-color-scheme: dark) { svg { color: #e6e6e3; background: #15171b; } }
</style>"""
#: A number of a path, and the digits of it that can be seen: 1/7200 inch.
_DIGITS = re.compile(r"(\.\d\d)\d+")
_TITLE = 56  # letters of a title's line
_ACRONYMS = re.compile(r"\b[cgs]?elu\b")


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


def together(series: Mapping[str, tuple], dtype: str = "float64") -> dict[str, tuple]:
    """Return what is drawn of panels, {framework: arrays}: of those that agree the first alone, as ``EVERY``.

    They agree if all arrays are the same to within ``ROUNDINGS`` of their largest number.
    """
    first, *others = series.values()
    same = all(
        np.shape(a) == np.shape(b) and np.max(roundings(a, b, dtype), initial=0) <= ROUNDINGS
        for other in others
        for a, b in zip(first, other, strict=True)
    )
    return {EVERY: first} if others and same else dict(series)


def roundings(
    truth: np.ndarray, array: np.ndarray, dtype: str = "float64", of: float | None = None
) -> np.ndarray:
    """Return how far an array is from another: in roundings of a dtype, of a number, or of the other's largest."""
    truth, array = np.asarray(truth, "float64"), np.asarray(array, "float64")
    largest = np.max(np.abs(truth), initial=0.0, where=np.isfinite(truth)) if of is None else of
    unit = float(np.finfo(dtype).eps) * largest
    with np.errstate(all="ignore"):
        far = np.abs(array - truth) / unit
    return np.where((array == truth) | (np.isnan(array) & np.isnan(truth)), 0.0, far)


def lines(axes: Axes, series: Mapping[str, tuple], dtype: str = "float64", **style) -> list[Line2D]:
    """Draw {framework: (x, y)}: one line for all that agree, see :func:`together`, else one a panel.

    Return a line of each kind, for a legend; their labels are set.
    """
    drawn = []
    for place, (framework, (x, y)) in enumerate(together(series, dtype).items()):
        title, colour = look(framework, len(series))
        width = 1.8 if framework == EVERY else (5.0, 3.0, 1.2)[min(place, 2)]
        kept = dict(color=colour, linewidth=width, label=title, solid_capstyle="round") | style
        drawn.append(axes.plot(x, y, **kept)[0])
    return drawn


def legend(figure: Figure, drawn: Iterable[Line2D]) -> None:
    """Put a legend below a figure, each kind of what was drawn once."""
    kinds = {line.get_label(): line for line in drawn}
    how = dict(ncols=len(kinds), columnspacing=1.2, handlelength=1.4)
    figure.legend(handles=list(kinds.values()), loc="outside lower center", **how)


def apart(axes: Axes, series: Mapping[str, tuple], dtype: str = "float64", of: float | None = None) -> None:
    """Draw how far {framework: (x, y)} are from the first of them at every x, in roundings, and what the law allows.

    The law counts roundings of the largest number; of another one, ``of``, it says nothing.
    """
    (first, (_, truth)), *others = series.items()
    for framework, (x, y) in others:
        title, colour = look(framework)
        label = f"{title} − {look(first)[0]}"
        axes.plot(x, roundings(truth, y, dtype, of), color=colour, linewidth=1.6, label=label)
    if of is None:
        axes.axhline(ROUNDINGS, color=INK, linewidth=0.9, linestyle=(0, (2, 3)))
    axes.set_yscale("symlog", linthresh=1)
    axes.yaxis.get_major_locator().set_params(numticks=6)
    axes.yaxis.set_major_formatter(
        lambda far, _: _power(1, round(math.log10(far))) if far > 1 else f"{far:g}"
    )
    axes.set_ylabel("roundings\napart")


def look(framework: str, panels: int = len(PANELS)) -> tuple[str, str]:
    """Return the title and the colour of a panel; of ``EVERY`` those of so many panels at once."""
    if framework == EVERY:
        return "all three panels" if panels == len(PANELS) else "all panels", INK
    return PANELS[framework].title, PANELS[framework].colour


def by_panel(figure: Figure, frameworks: Iterable[str]) -> dict[str, Axes]:
    """Return axes side by side, one a panel, with its title in its colour; they share their scales.

    ``EVERY`` is one of them where panels are drawn at once.
    """
    frameworks = list(frameworks)
    every = figure.subplots(1, len(frameworks), sharex=True, sharey=True, squeeze=False)[0]
    for axes, framework in zip(every, frameworks, strict=True):
        title, colour = look(framework)
        axes.set_title(title[0].upper() + title[1:], color=colour, fontweight="bold")
    return dict(zip(frameworks, every, strict=True))


def by_epoch(values: np.ndarray) -> tuple[range, np.ndarray]:
    """Return x and y of what has a value an epoch, counted from 1."""
    return range(1, len(values) + 1), values


def note(axes: Axes, text: str, place: tuple, across: float = 0.0, up: float = 0.0, **style) -> Annotation:
    """Write beside a point of the data, so many points of type across and up from it; the text leads away from it."""
    ha, va = ("center", "left", "right")[int(np.sign(across))], ("center", "bottom", "top")[int(np.sign(up))]
    kept = dict(xytext=(across, up), textcoords="offset points", ha=ha, va=va) | style
    return axes.annotate(text, place, **kept)


def once(texts: Iterable[str]) -> str:
    """Return what all panels say, once; where they differ, all that they say."""
    return "/".join(dict.fromkeys(texts))


def words(name: str) -> str:
    """Return a raw name in words: of "activations.leaky_relu" leaky ReLU, of "two_clouds" two clouds."""
    spaced = name.rpartition(".")[2].replace("_", " ").replace("relu", "ReLU").replace("silu", "SiLU")
    return _ACRONYMS.sub(lambda found: found[0].upper(), spaced)


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


def around(*arrays: np.ndarray, room: float = 0.15) -> tuple[float, float]:
    """Return the ends of a logarithmic axis on which the positive numbers of arrays have some room at either end."""
    every = np.concatenate([np.ravel(array) for array in arrays])
    low, high = every[every > 0].min(), every.max()
    return low / (high / low) ** room, high * (high / low) ** room


def _power(lead: int, decade: int) -> str:
    """Write lead · 10^decade as people do: 0.05, 20, 10⁷."""
    if -4 < decade < 4:
        return f"{lead * 10.0**decade:g}"
    power = f"10{raised(decade)}"
    return power if lead == 1 else f"{lead}·{power}"


def svg(figure: Figure, name: str, title: str = "") -> Markup:
    """Return the figure as an SVG element: no size of its own, no addresses that a page could hold twice."""
    with rc_context({"svg.hashsalt": name}):
        file = io.StringIO()
        figure.savefig(file, format="svg", transparent=True, metadata={"Date": None})
    text = file.getvalue()
    text = re.sub(r"<(metadata|style)\b.*?</\1>", "", text[text.index("<svg") :], flags=re.DOTALL)
    text = re.sub(r'<g id="[^"]*"', "<g", text).replace(INK, "currentColor")
    text = re.sub(r'\s*<path d="[^"]*"[^>]*style="fill: none"/>', "", text)  # nothing to be seen
    text = re.sub(r' d="([^"]*)"', _short, text)
    size = re.compile(r'(<svg[^>]*?) width="[^"]*"([^>]*?) height="[^"]*"')
    label = f' aria-label="{escape(title)}"' if title else ""
    return Markup(size.sub(lambda found: f'{found[1]} role="img"{label}{found[2]}', text, count=1))


def _short(path: re.Match) -> str:
    """Write a path in few letters: the digits that can be seen, and of a line along an axis one number."""
    here, written = [], ""
    for command, numbers in re.findall(r"([A-Za-z])([^A-Za-z]*)", _DIGITS.sub(r"\1", path[1])):
        point = numbers.split()
        if command == "L" and point[1:] == here[1:]:
            written += f"H{point[0]}"
        elif command == "L" and point[:1] == here[:1]:
            written += f"V{point[1]}"
        else:
            written += command + " ".join(point)
        here = point[-2:]
    return f' d="{written}"'


def alone(picture: str) -> str:
    """Return an SVG element as a file of its own, which has no page to take its colours from."""
    return re.sub(r"<svg[^>]*>", lambda found: f"{found[0]}\n{_ALONE}", picture, count=1)
