"""Two pictures of a concept, drawn as SVG that takes the text colour of the page it stands in."""

import io
import math
import re
from collections.abc import Iterable

from markupsafe import Markup
from matplotlib import rc_context
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from reports.panels import DTYPES, PANELS
from reports.report import passes

#: Text is drawn in this colour and then given that of the page. No panel has it.
_INK = "#010203"
_STYLE = {
    "svg.fonttype": "none", "text.parse_math": False, "font.size": 10, "lines.markersize": 5.5,
    "text.color": _INK, "axes.labelcolor": _INK, "axes.edgecolor": _INK,
    "xtick.color": _INK, "ytick.color": _INK, "ytick.major.size": 0, "ytick.major.pad": 8,
    "axes.axisbelow": True, "axes.spines.top": False, "axes.spines.right": False, "axes.spines.left": False,
}  # fmt: skip
_WIDTH, _ROW, _LETTER, _FOOT = 5.2, 0.26, 0.09, 0.5  # inches


def agreement(checks: Iterable[dict]) -> Markup:
    """Draw how many roundings every array is off at most, by framework and dtype, and what is allowed.

    Marks of float64 are filled and its line is solid; others are hollow, their line is dashed. What is not
    finite stands at the right edge. Returns "" if there is no number to draw.
    """
    worst, allowed = {}, {}
    for check in checks:
        if check["framework"] in PANELS and not math.isnan(check["units"]):
            marks = worst.setdefault((check["framework"], check["dtype"]), {})
            marks[check["label"]] = max(check["units"], marks.get(check["label"], 0))
            allowed[check["dtype"]] = check["allowed"]
    if not worst:
        return Markup("")
    labels = list(dict.fromkeys(label for marks in worst.values() for label in marks))
    every = [1, *allowed.values(), *(units for marks in worst.values() for units in marks.values())]
    largest = math.ceil(math.log10(max(filter(math.isfinite, every)))) + (math.inf in every)
    low, high = 0.1, 10.0 ** min(max(largest, 4), 100)

    with rc_context(_STYLE):
        axes = _axes(labels, "roundings off, at most")
        for dtype, limit in allowed.items():
            axes.axvline(limit, color=_INK, linewidth=1, linestyle="-" if dtype == DTYPES[0] else (0, (4, 3)))
        for (framework, dtype), marks in worst.items():
            panel, lane = PANELS[framework], list(PANELS).index(framework) - 1
            x = [min(max(units, low), high) for units in marks.values()]
            y = [labels.index(label) + 0.24 * lane for label in marks]
            face = panel.colour if dtype == DTYPES[0] else "none"
            axes.plot(x, y, panel.marker, color=panel.colour, markerfacecolor=face, clip_on=False)
        _log(axes, low, high, {low: f"≤{low}"} | ({high: "∞"} if math.inf in every else {}))
        return _svg(axes, "agreement")


def times(timings: list[dict]) -> Markup:
    """Draw the median time of every way to run a concept, with a bar from the first quartile to the third.

    Returns "" if nothing has a time.
    """
    timings = [row for row in timings if row["framework"] in PANELS and row["median_ms"] > 0]
    if not timings:
        return Markup("")
    labels, marks = [], []
    for timed, rows in passes(timings).items():
        labels.append(timed)
        for row in rows:
            marks.append((len(labels), row))
            labels.append(f"{PANELS[row['framework']].title} {row['mode']}")

    with rc_context(_STYLE):
        axes = _axes(labels, "milliseconds, median and quartiles")
        for place, row in marks:
            panel = PANELS[row["framework"]]
            axes.hlines(place, row["q1_ms"], row["q3_ms"], color=panel.colour, linewidth=6, alpha=0.35)
            axes.plot(row["median_ms"], place, panel.marker, color=panel.colour, clip_on=False)
        for place, text in enumerate(axes.get_yticklabels()):
            if place not in dict(marks):
                text.set_fontweight("bold")
        medians = [row["median_ms"] for _, row in marks]
        _log(axes, min(medians) / 1.5, max(medians) * 1.5)
        return _svg(axes, "times")


def _axes(labels: list[str], title: str) -> Axes:
    """Return axes with one row a label: as high as the rows need, with a margin as wide as labels need."""
    height = _ROW * len(labels) + _FOOT
    left, bottom = min(0.2 + _LETTER * max(map(len, labels)), 0.5 * _WIDTH) / _WIDTH, _FOOT / height
    axes = Figure((_WIDTH, height)).add_axes((left, bottom, 0.95 - left, 1 - bottom))
    axes.set_xscale("log")
    axes.set_xlabel(title)
    axes.set_ylim(len(labels) - 0.5, -0.5)
    axes.set_yticks(range(len(labels)), labels)
    axes.grid(axis="x", color=_INK, alpha=0.12, linewidth=0.8)
    return axes


def _log(axes: Axes, low: float, high: float, named: dict[float, str] | None = None) -> None:
    """Limit the x axis and give it few ticks with plain numbers; ``named`` ticks have names of their own."""
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
    axes.set_xlim(low, high)
    axes.set_xticks(list(ticks), ticks.values())
    axes.set_xticks([], minor=True)


def _power(lead: int, decade: int) -> str:
    """Write lead · 10^decade as people do: 0.05, 20, 10⁷."""
    if -4 < decade < 4:
        return f"{lead * 10.0**decade:g}"
    power = f"10{str(decade).translate(str.maketrans('-0123456789', '⁻⁰¹²³⁴⁵⁶⁷⁸⁹'))}"
    return power if lead == 1 else f"{lead}·{power}"


def _svg(axes: Axes, name: str) -> Markup:
    """Return the figure as an SVG element: no size of its own, no addresses that a page could hold twice."""
    with rc_context({"svg.hashsalt": name}):
        file = io.StringIO()
        axes.figure.savefig(file, format="svg", transparent=True, metadata={"Date": None})
    svg = file.getvalue()
    svg = re.sub(r"<(metadata|style)\b.*?</\1>", "", svg[svg.index("<svg") :], flags=re.DOTALL)
    svg = re.sub(r'<g id="[^"]*"', "<g", svg).replace(_INK, "currentColor")
    size = re.compile(r'(<svg[^>]*?) width="[^"]*"([^>]*?) height="[^"]*"')
    return Markup(size.sub(r'\1 role="img"\2', svg, count=1))
