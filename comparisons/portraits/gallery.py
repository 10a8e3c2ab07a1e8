"""The portraits of some concepts: which rule draws which, and what becomes of it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from markupsafe import Markup
from matplotlib import rc_context
from matplotlib.figure import Figure

from comparisons.declaring.catalogue import load
from comparisons.declaring.concept import Concept
from comparisons.portraits import curves
from reports.drawing import STYLE, svg

Rule = Callable[[Concept, Figure], str]

#: The rules by family, in the order in which they are asked.
RULES: dict[str, tuple[Rule, ...]] = {
    "activations": (curves.activation,),
}

#: Inches: small enough to stand beside others on a page, with letters that can be read there.
SIZE = (2.6, 1.6)
_SMALL = {
    "font.size": 8, "axes.linewidth": 0.6, "ytick.major.pad": 3, "xtick.major.size": 2, "lines.linewidth": 1.8,
    "legend.frameon": False, "legend.fontsize": 8, "legend.handlelength": 1.2, "legend.borderpad": 0.1,
}  # fmt: skip


@dataclass(frozen=True)
class Portrait:
    """A picture as an SVG element, and what is seen there."""

    svg: Markup
    title: str


def portraits(names: Iterable[str]) -> dict[str, Portrait]:
    """Return the portraits of those concepts that a rule can draw."""
    drawn = {name: portrait(name) for name in names}
    return {name: each for name, each in drawn.items() if each}


def portrait(name: str) -> Portrait | None:
    """Return the portrait of a concept; None if no rule draws it, or if it is broken: its checks say so."""
    for rule in RULES.get(name.split(".")[0], ()):
        try:
            with rc_context(STYLE | _SMALL):
                figure = Figure(SIZE, layout="constrained")
                if title := rule(load(name), figure):
                    return Portrait(svg(figure, f"portrait-{name}", title), title)
        except Exception:
            return None
    return None
