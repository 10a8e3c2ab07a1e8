"""The portraits of some concepts: which rule draws which, and what becomes of it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from markupsafe import Markup
from matplotlib import rc_context
from matplotlib.figure import Figure

from comparisons.declaring.catalogue import load
from comparisons.declaring.concept import Concept
from comparisons.portraits import (
    arrays,
    curves,
    distributions,
    images,
    losses,
    paths,
    rates,
    runs,
    scales,
    scores,
    sequences,
    weights,
)
from reports.drawing import STYLE, svg

Rule = Callable[[Concept, Figure], str]

#: The rules by family, in the order in which they are asked.
RULES: dict[str, tuple[Rule, ...]] = {
    "linear": (runs.training, losses.loss, arrays.arrays),
    "activations": (curves.activation, curves.gate, curves.classes),
    "losses": (losses.loss,),
    "metrics": (scores.score,),
    "models": (runs.training,),
    "optimizers": (paths.descent,),
    "schedules": (rates.schedule, rates.plateau),
    "initializers": (distributions.distribution,),
    "regularization": (curves.penalty, scales.dropped, runs.training, images.image, arrays.arrays),
    "normalization": (scales.normalization, arrays.arrays),
    "convolution": (images.image, images.sequence, images.volume, images.patches, images.maps),
    "pooling": (images.image, images.sequence, images.volume),
    "recurrent": (sequences.memory, arrays.arrays),
    "attention": (weights.attention, weights.positions, images.patches, arrays.arrays),
}

#: Inches: small enough to stand beside others on a page, with letters that can be read there.
SIZE = (2.6, 1.6)
_OPEN, _CRISP = Markup("<svg"), Markup('<svg shape-rendering="crispEdges"')
_SMALL = {
    "font.size": 8, "axes.linewidth": 0.6, "ytick.major.pad": 3, "xtick.major.size": 2, "lines.linewidth": 1.8,
    "axes.titlesize": 8, "axes.labelsize": 8, "legend.frameon": False, "legend.fontsize": 8,
    "legend.handlelength": 1.2, "legend.borderpad": 0.1, "legend.labelspacing": 0.2,
}  # fmt: skip


@dataclass(frozen=True)
class Portrait:
    """A picture as an SVG element, and what is seen there."""

    svg: Markup
    title: str


def portraits(names: Iterable[str]) -> dict[str, Portrait]:
    """Return the portraits of those concepts that a rule can draw; none of a broken one, whose checks say so."""
    drawn = {}
    for name in names:
        try:
            drawn[name] = portrait(name)
        except Exception:  # a portrait is no part of what is measured: the report goes on without it
            continue
    return {name: each for name, each in drawn.items() if each}


def portrait(name: str) -> Portrait | None:
    """Return the portrait of a concept, None if no rule draws it."""
    for rule in RULES.get(name.split(".")[0], ()):
        with rc_context(STYLE | _SMALL):
            figure = Figure(SIZE, layout="constrained")
            if title := rule(load(name), figure):
                drawn = svg(figure, f"portrait-{name}", title)
                fields = any(each.collections for each in figure.axes)  # whose squares must leave no seam
                return Portrait(drawn.replace(_OPEN, _CRISP, 1) if fields else drawn, title)
    return None
