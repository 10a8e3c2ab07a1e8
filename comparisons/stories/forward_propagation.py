r"""Forward propagation: a network is arithmetic, one weighted sum and one squeeze at a time.

Two inputs, two hidden units, one output, every activation a sigmoid, and numbers that one can follow with a pencil:

    x = (0.5, 0.2)
    W₁ = [[0.3, 0.6],     b₁ = (0.1, 0.2)      z₁ = W₁ x + b₁       a₁ = σ(z₁)
          [0.1, 0.4]]
    W₂ = (0.5, 0.7)       b₂ = 0.3             z₂ = W₂ a₁ + b₂      p = σ(z₂)

Each unit weighs what arrives, adds its bias, and squeezes the sum into (0, 1). The first hidden unit, say, has
z = 0.3 · 0.5 + 0.6 · 0.2 + 0.1 = 0.37, and a = 1 / (1 + e⁻⁰·³⁷) = 0.5915. The picture shows every number where it
arises. The marks below it tell which panels have computed it.

In the equations above, a row of W₁ is a unit, and a sample is a column: that is how textbooks write, and how PyTorch
keeps weights (``weight`` of ``nn.Linear``). By hand and in Keras a sample is a row and the product is x W: there W is
the transpose. One has to know whose weights one reads; the numbers are the same.
"""

from math import exp

import numpy as np

from comparisons.judging.rounding import ALLOWED, units
from reports.drawing import INK
from reports.panels import PANELS

PLACE = 3

X = np.array([0.5, 0.2])
W1, B1 = np.array([[0.3, 0.6], [0.1, 0.4]]), np.array([0.1, 0.2])
W2, B2 = np.array([[0.5, 0.7]]), np.array([0.3])

#: The picture: where units stand; edges from and to, with their weights and where on them these stand.
PLACES = {"x₁": (0, 1), "x₂": (0, 0), "a₁": (1.5, 1), "a₂": (1.5, 0), "p": (3, 0.5)}
EDGES = (
    ("x₁", "a₁", W1[0, 0], 0.5), ("x₂", "a₁", W1[0, 1], 0.27), ("x₁", "a₂", W1[1, 0], 0.27),
    ("x₂", "a₂", W1[1, 1], 0.5), ("a₁", "p", W2[0, 0], 0.5), ("a₂", "p", W2[0, 1], 0.5),
)  # fmt: skip

#: Every intermediate value and how it is computed.
FORMULAS = {
    "z₁": "0.3·0.5 + 0.6·0.2 + 0.1", "z₂": "0.1·0.5 + 0.4·0.2 + 0.2", "a₁": "σ(z₁)", "a₂": "σ(z₂)",
    "z": "0.5·a₁ + 0.7·a₂ + 0.3", "p": "σ(z)",
}  # fmt: skip


def tell(panels, telling, quick):
    """Go through the network layer by layer in each panel; the output of one is the input of the next."""
    values = {framework: _propagate(panel) for framework, panel in panels.items()}
    pencil = _by_pencil()
    rows = [
        dict(value_of=name, how=how, framework=framework, value=value[name])
        for name, how in FORMULAS.items()
        for framework, value in values.items()
    ]
    telling.table("values", "Every intermediate value", rows)
    telling.agree("Every panel computes every intermediate value alike.", {
        framework: list(value.values()) for framework, value in values.items()
    })  # fmt: skip
    off = {framework: _roundings(value, pencil) for framework, value in values.items()}
    telling.claim(
        "Every value is the one that pencil and paper yield.",
        max(off.values()) <= ALLOWED,
        p=pencil["p"],
        roundings_off=off,
    )
    _draw(telling, values)


def _propagate(panel) -> dict[str, float]:
    """Return every intermediate value. Samples are rows here, so the weights are transposed."""
    z1 = panel.answer("linear.dense", x=X[None], W=W1.T, b=B1)["y"]
    a1 = panel.answer("activations.sigmoid", x=z1)["y"]
    z2 = panel.answer("linear.dense", x=a1, W=W2.T, b=B2)["y"]
    p = panel.answer("activations.sigmoid", x=z2)["y"]
    every = np.concatenate([each.ravel() for each in (z1, a1, z2, p)])
    return dict(zip(FORMULAS, map(float, every), strict=True))


def _by_pencil() -> dict[str, float]:
    """Return the same without an array in sight."""
    z1, z2 = 0.3 * 0.5 + 0.6 * 0.2 + 0.1, 0.1 * 0.5 + 0.4 * 0.2 + 0.2
    a1, a2 = 1 / (1 + exp(-z1)), 1 / (1 + exp(-z2))
    z = 0.5 * a1 + 0.7 * a2 + 0.3
    return dict(zip(FORMULAS, (z1, z2, a1, a2, z, 1 / (1 + exp(-z))), strict=True))


def _roundings(value, pencil) -> float:
    return max(float(units(value[name], pencil[name], "float64", pencil[name])) for name in FORMULAS)


def _draw(telling, values):
    title = "Forward propagation: every value where it arises"
    with telling.picture("network", title, height=3.7) as figure:
        axes = figure.subplots()
        axes.set(xlim=(-0.45, 3.6), ylim=(-0.75, 1.75))
        axes.set_axis_off()
        for left, right, weight, share in EDGES:
            _draw_weight(axes, np.array(PLACES[left]), np.array(PLACES[right]), weight, share)
        for name, value in zip(("x₁", "x₂"), X, strict=True):
            _draw_unit(axes, PLACES[name], f"{name} = {value}")
        first = next(iter(values.values()))
        for name, score, bias in (("a₁", "z₁", B1[0]), ("a₂", "z₂", B1[1]), ("p", "z", B2[0])):
            text = f"{score} = {first[score]:.4f}\n{name} = {first[name]:.4f}"
            _draw_unit(axes, PLACES[name], text, f"bias {bias:g}")
            alike = [
                framework
                for framework, value in values.items()
                if all(f"{value[each]:.4f}" == f"{first[each]:.4f}" for each in (score, name))
            ]
            _mark_panels(axes, PLACES[name], alike)
        figure.legend(
            *_legend(axes, values), loc="outside lower center", ncols=len(values), handletextpad=0.1,
            title="computed by", title_fontsize=10,
        )  # fmt: skip


def _draw_weight(axes, start, end, weight, share):
    """Draw an edge, the thicker the heavier, with its weight at some share of the way."""
    axes.plot(*np.stack([start, end]).T, color=INK, linewidth=0.5 + 2.5 * weight, alpha=0.3, zorder=0)
    axes.annotate(
        f"{weight:g}",
        start + share * (end - start),
        (0, 3),
        textcoords="offset points",
        ha="center",
        va="bottom",
    )


def _draw_unit(axes, place, text, bias=""):
    """Draw a unit with its values on the outer side of the network, where no edges are, and its bias beside it."""
    side = _side(place)
    axes.plot(*place, "o", markersize=13, color=INK)
    axes.annotate(
        text, place, (0, 11 * side), textcoords="offset points", ha="center", va="bottom" if side > 0 else "top",
        fontweight="bold",
    )  # fmt: skip
    axes.annotate(bias, place, (10, 8 * side), textcoords="offset points", ha="left", va="center", fontsize=9)


def _mark_panels(axes, place, frameworks):
    """Mark the panels in whose answers, to four digits, the values are those that stand there."""
    for number, framework in enumerate(frameworks):
        panel = PANELS[framework]
        x = place[0] + 0.17 * (number - (len(frameworks) - 1) / 2)
        axes.plot(x, place[1] + 0.57 * _side(place), panel.marker, color=panel.colour)


def _side(place) -> int:
    return 1 if place[1] >= 0.5 else -1


def _legend(axes, values) -> tuple[list, list[str]]:
    chosen = [PANELS[framework] for framework in values]
    handles = [axes.plot([], [], panel.marker, color=panel.colour)[0] for panel in chosen]
    return handles, [panel.title for panel in chosen]
