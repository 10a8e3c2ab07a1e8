r"""Forward propagation: a network is arithmetic, one weighted sum and one squeeze at a time.

Two inputs, two hidden units, one output, every activation a sigmoid, and numbers that one can follow with a pencil:

    x = (0.5, 0.2)
    W₁ = [[0.3, 0.6],      b₁ = (0.1, 0.2)
          [0.1, 0.4]]
    W₂ = (0.5, 0.7)        b₂ = 0.3

    z₁ = W₁ x + b₁         a₁ = σ(z₁)
    z₂ = W₂ a₁ + b₂        p = σ(z₂)

Each unit weighs what arrives, adds its bias, and squeezes the sum into (0, 1). The first hidden unit, say, has
z = 0.3 · 0.5 + 0.6 · 0.2 + 0.1 = 0.37, and a = 1 / (1 + e⁻⁰·³⁷) = 0.5915. Here is every number where it arises; the
thicker a line, the larger its weight.

[network] [values]

In the equations above, a row of W₁ is a unit, and a sample is a column: that is how textbooks write, and how PyTorch
keeps weights (``weight`` of ``nn.Linear``). By hand and in Keras a sample is a row and the product is x W: there W is
the transpose. One has to know whose weights one reads; the numbers are the same.

*Exercise.* Forget it once: let ``tell`` hand ``W1`` to ``_propagate`` in place of ``W1.T``. Which values change, and
who notices?
"""

from math import exp

import numpy as np

from comparisons.judging.precision import ALLOWED
from comparisons.judging.rounding import units
from reports.drawing import INK, note, once

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
    values = {framework: _propagate(panel, W1.T) for framework, panel in panels.items()}
    _draw(telling, values)
    pencil = _by_pencil()
    off = {framework: _roundings(value, pencil) for framework, value in values.items()}
    telling.claim(
        "Every value is the one that pencil and paper yield.",
        max(off.values()) <= ALLOWED,
        p=pencil["p"],
        roundings_off=off,
    )
    rows = [
        dict(value_of=name, how=how, framework=framework, value=value[name])
        for name, how in FORMULAS.items()
        for framework, value in values.items()
    ]
    telling.table("values", "Every intermediate value", rows)
    telling.agree(
        "Every panel computes every intermediate value alike.",
        {framework: list(value.values()) for framework, value in values.items()},
    )


def exercise(panels, telling, quick):
    """z₁ becomes 0.3 · 0.5 + 0.1 · 0.2 + 0.1 = 0.27, z₂ becomes 0.6 · 0.5 + 0.4 · 0.2 + 0.2 = 0.58, and all that
    follows changes too. Nobody notices: W₁ is square, so its transpose fits as well and no panel complains, and p is
    off by less than a hundredth. Were there three hidden units, the shapes would not fit and the mistake would show.
    """
    wrong = {framework: _propagate(panel, W1) for framework, panel in panels.items()}
    right = _by_pencil()["p"]
    telling.claim(
        "With W₁ in place of its transpose z₁ is 0.27 and z₂ 0.58, and p is off, but by less than 0.01.",
        all(
            np.allclose([each["z₁"], each["z₂"]], [0.27, 0.58], rtol=1e-12)
            and 0.001 < abs(each["p"] - right) < 0.01
            for each in wrong.values()
        ),
        p={framework: each["p"] for framework, each in wrong.items()},
        p_with_the_right_weights=right,
    )


def _propagate(panel, W1) -> dict[str, float]:
    """Return every intermediate value. Samples are rows here, so weights are those of the equations, transposed."""
    z1 = panel.answer("linear.dense", x=X[None], W=W1, b=B1)["y"]
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
    with telling.picture("network", title, height=3.5) as figure:
        axes = figure.subplots()
        axes.set(xlim=(-0.45, 3.6), ylim=(-0.75, 1.75))
        axes.set_axis_off()
        for left, right, weight, share in EDGES:
            _draw_weight(axes, np.array(PLACES[left]), np.array(PLACES[right]), weight, share)
        for name, value in zip(("x₁", "x₂"), X, strict=True):
            _draw_unit(axes, PLACES[name], f"{name} = {value}")
        for name, score, bias in (("a₁", "z₁", B1[0]), ("a₂", "z₂", B1[1]), ("p", "z", B2[0])):
            lines = [
                f"{each} = {once(f'{value[each]:.4f}' for value in values.values())}"
                for each in (score, name)
            ]
            _draw_unit(axes, PLACES[name], "\n".join(lines), f"bias {bias:g}")


def _draw_weight(axes, start, end, weight, share):
    """Draw an edge, the thicker the heavier, with its weight at some share of the way."""
    axes.plot(*np.stack([start, end]).T, color=INK, linewidth=0.5 + 2.5 * weight, alpha=0.3, zorder=0)
    note(axes, f"{weight:g}", start + share * (end - start), up=3)


def _draw_unit(axes, place, text, bias=""):
    """Draw a unit with its values on the outer side of the network, where no edges are, and its bias beyond them."""
    side = 1 if place[1] >= 0.5 else -1
    axes.plot(*place, "o", markersize=13, color=INK)
    note(axes, text, place, up=11 * side, fontweight="bold")
    note(axes, bias, place, up=39 * side)
