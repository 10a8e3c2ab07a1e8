"""Three pictures of a concept, drawn as SVG that takes the text colour of the page it stands in."""

import math
from collections.abc import Iterable

from markupsafe import Markup
from matplotlib import rc_context
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from reports.drawing import INK, STYLE, WIDTH, drawing, logarithmic, svg
from reports.panels import DTYPES, PANELS
from reports.report import passes
from reports.speed import growth as curves_of_growth
from reports.verdicts import label, tells_roundings

_ROW, _LETTER, _FOOT = 0.26, 0.09, 0.5  # inches
_DASHES = ("-", (0, (5, 2)), (0, (1, 1.5)))  # one a mode of a framework


def agreement(checks: Iterable[dict]) -> Markup:
    """Draw how many roundings every array is off at most, by framework and dtype, and what is allowed.

    Marks of float64 are filled, others are hollow. What is not finite stands at the right edge. Returns "" if there is
    no number to draw.
    """
    worst, allowed = {}, set()
    for check in checks:
        if check["framework"] in PANELS and tells_roundings(check):
            marks = worst.setdefault((check["framework"], check["dtype"]), {})
            array = label(check)
            marks[array] = max(check["units"], marks.get(array, 0))
            allowed.add(check["allowed"])
    if not worst:
        return Markup("")
    labels = list(dict.fromkeys(array for marks in worst.values() for array in marks))
    every = [1, *allowed, *(units for marks in worst.values() for units in marks.values())]
    largest = math.ceil(math.log10(max(filter(math.isfinite, every)))) + (math.inf in every)
    low, high = 0.1, 10.0 ** min(max(largest, 4), 100)

    with rc_context(STYLE):
        axes = _axes(labels, "roundings off, at most")
        for limit in allowed:
            axes.axvline(limit, color=INK, linewidth=1)
        for (framework, dtype), marks in worst.items():
            panel, lane = PANELS[framework], list(PANELS).index(framework) - 1
            x = [min(max(units, low), high) for units in marks.values()]
            y = [labels.index(array) + 0.24 * lane for array in marks]
            face = panel.colour if dtype == DTYPES[0] else "none"
            axes.plot(x, y, panel.marker, color=panel.colour, markerfacecolor=face, clip_on=False)
        logarithmic(axes.xaxis, low, high, {low: f"≤{low}"} | ({high: "∞"} if math.inf in every else {}))
        return svg(axes.figure, "agreement", "Roundings off at most, by array, framework and precision")


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

    with rc_context(STYLE):
        axes = _axes(labels, "milliseconds, median and quartiles")
        for place, row in marks:
            panel = PANELS[row["framework"]]
            axes.hlines(place, row["q1_ms"], row["q3_ms"], color=panel.colour, linewidth=6, alpha=0.35)
            axes.plot(row["median_ms"], place, panel.marker, color=panel.colour, clip_on=False)
        for place, text in enumerate(axes.get_yticklabels()):
            if place not in dict(marks):
                text.set_fontweight("bold")
        medians = [row["median_ms"] for _, row in marks]
        logarithmic(axes.xaxis, min(medians) / 1.5, max(medians) * 1.5)
        return svg(axes.figure, "times", "Median times and quartiles, by framework and mode")


def growth(timings: list[dict]) -> Markup:
    """Draw how cost grows with size: a line of medians for every way, and under them all the machine's bound.

    One picture for the most telling pass. Returns "" if fewer than two sizes have a time.
    """
    curves = curves_of_growth(row for row in timings if row["framework"] in PANELS)
    if not curves:
        return Markup("")
    drawn = sorted((row for curve in curves.values() for row in curve), key=lambda row: row["extent"])
    bound = {row["extent"]: row["bound_ms"] for row in drawn if row["bound_ms"] > 0}
    every = [*bound.values(), *(row["median_ms"] for row in drawn)]
    extents = sorted({row["extent"] for row in drawn})
    title = f"Cost against size, {drawn[0]['pass']}: medians, milliseconds"
    with drawing("growth", title, WIDTH, 0.72 * WIDTH) as (figure, done):
        axes = figure.subplots()
        for place, ((framework, mode), curve) in enumerate(curves.items()):
            panel = PANELS[framework]
            dashes = _DASHES[[of for of, _ in curves][:place].count(framework)]
            x, y = [row["extent"] for row in curve], [row["median_ms"] for row in curve]
            title = f"{panel.title} {mode}"
            axes.plot(x, y, marker=panel.marker, color=panel.colour, linestyle=dashes, label=title)
        axes.plot(bound.keys(), bound.values(), color=INK, linewidth=1, label="the machine's bound")
        axes.set(xscale="log", yscale="log", xlabel=f"size: {drawn[0]['axis']}")
        logarithmic(axes.yaxis, min(every) / 1.5, max(every) * 1.5)
        axes.set_xticks(extents, [f"{extent:,.0f}" for extent in extents])
        axes.set_xticks([], minor=True)
        axes.grid(color=INK, alpha=0.12, linewidth=0.8)
        figure.legend(loc="outside lower left", ncols=2)
        return done()


def _axes(labels: list[str], title: str) -> Axes:
    """Return axes with one row a label: as high as the rows need, with a margin as wide as labels need."""
    height = _ROW * len(labels) + _FOOT
    left, bottom = min(0.2 + _LETTER * max(map(len, labels)), 0.5 * WIDTH) / WIDTH, _FOOT / height
    axes = Figure((WIDTH, height)).add_axes((left, bottom, 0.95 - left, 1 - bottom))
    axes.set_xscale("log")
    axes.set_xlabel(title)
    axes.set_ylim(len(labels) - 0.5, -0.5)
    axes.set_yticks(range(len(labels)), labels)
    axes.grid(axis="x", color=INK, alpha=0.12, linewidth=0.8)
    return axes
