r"""Backpropagation: how much does the loss change with each number? Asked backward, one pass answers for all of them.

This is the network of forward propagation, now with a truth y and a loss. A sample is a row here.

    z₁ = x W₁ + b₁       a₁ = σ(z₁)
    z₂ = a₁ W₂ + b₂      p = σ(z₂)      L = (p − y)²

Let dz₁ be the derivative of L by z₁, and so for every array. The chain rule says: take the gradient that arrives from
behind, times the slope of the own step. So one begins at the loss with dL = 1 and walks back, and all that lies on the
way gets its gradient:

    dp  = 2 (p − y)
    dz₂ = dp ⊙ p (1 − p)
    dW₂ = a₁ᵀ dz₂        db₂ = dz₂      da₁ = dz₂ W₂ᵀ
    dz₁ = da₁ ⊙ a₁ (1 − a₁)
    dW₁ = xᵀ dz₁         db₁ = dz₁      dx  = dz₁ W₁ᵀ

Each panel does that with its own layers, one after the other. Here is every array, above it its numbers, below it their
gradients. See how they fade on the way back: each sigmoid lets pass a quarter at most.

[graph]

Are they right? A derivative can also be measured: move one number v by h to either side, and look at the loss.

    (L(v + h) − L(v − h)) / 2h  =  dv + error
    |error| ≤ h²/6 + 8 ε/h

The first part of the error is the bend that a straight line misses, h²/6 times the third derivative of L. That is below
1 here, since the sigmoid's derivatives are below 1/4, 1/10 and 1/8, and no weight and no input is above 1. The second
part is rounding: L comes out of a dozen roundings of at most ε/2 each, and they are divided by h. So the best h is
neither long nor short; it lies near 10⁻⁵, where both parts are equal. Here is the error for many h, and that of a
backward pass in which one slope was forgotten: no h makes that one small.

[measured] [gradients]

To measure takes two forward passes for each number of a network, to propagate back takes one backward pass for all. So
one trains by the one and tests by the other.

*Exercise.* Forget another slope: let ``_backpropagate`` go on with dp in the place of dz₂. Which gradients does that
mistake reach, and which does it not?
"""

import numpy as np

from comparisons.declaring.vectors import flat
from reports.drawing import INK, around, logarithmic, look, note, once, together

PLACE = 8

#: What the network is given.
GIVEN = dict(
    x=np.array([[0.5, 0.2]]), W1=np.array([[0.3, 0.1], [0.6, 0.4]]), b1=np.array([0.1, 0.2]),
    W2=np.array([[0.5], [0.7]]), b2=np.array([0.3]), y=np.array([[1.0]]),
)  # fmt: skip

#: What it computes, in this order: the forward pass once more, to measure derivatives by.
RULES = {
    "z1": lambda v: v["x"] @ v["W1"] + v["b1"],
    "a1": lambda v: 1 / (1 + np.exp(-v["z1"])),
    "z2": lambda v: v["a1"] @ v["W2"] + v["b2"],
    "p": lambda v: 1 / (1 + np.exp(-v["z2"])),
    "L": lambda v: np.sum((v["p"] - v["y"]) ** 2),
}

#: Step sizes of the finite differences, and that of the table: there the two parts of the bound are about equal.
STEPS = 10.0 ** np.arange(-10, -0.75, 0.25)
STEP = 1e-5

#: Where arrays, and the steps between them, stand in the picture: across and down.
ARRAYS = {
    "x": (1, 0), "W1": (0, 1), "b1": (2, 1), "z1": (1, 2), "a1": (1, 4), "W2": (0, 5), "b2": (2, 5), "z2": (1, 6),
    "p": (1, 8), "y": (2, 9), "L": (1, 10),
}  # fmt: skip
OPERATIONS = {"x W₁ + b₁": 1, "σ(z₁)": 3, "a₁ W₂ + b₂": 5, "σ(z₂)": 7, "(p − y)²": 9}
SUBSCRIPTS = str.maketrans("12", "₁₂")


def tell(panels, telling, quick):
    """Go forward and backward through the network in each panel, and measure every derivative."""
    passes = {framework: _backpropagate(panel) for framework, panel in panels.items()}
    values, gradients = ({framework: both[which] for framework, both in passes.items()} for which in (0, 1))
    names = list(next(iter(gradients.values())))
    measured = np.array([_measure(names, step) for step in STEPS])
    errors = {framework: np.abs(measured - _flat(each, names)) for framework, each in gradients.items()}
    forgotten = np.abs(measured - _flat(_forget_a_slope(next(iter(gradients.values()))), names))

    _draw_graph(telling, values, gradients)
    telling.agree(
        "Forward, every value is that of the rules in this file, in every panel.",
        {
            "rules": _flat(_forward(GIVEN), RULES),
            **{name: _flat(each, RULES) for name, each in values.items()},
        },
    )
    telling.agree(
        "Backward, every gradient is the same in all panels.",
        {framework: _flat(each, names) for framework, each in gradients.items()},
    )
    _draw_errors(telling, names, gradients, measured, forgotten)
    _claim_measured(telling, errors, forgotten)
    _tabulate(telling, names, gradients)


def exercise(panels, telling, quick):
    """All but that of p: dz₂ itself, and whatever is computed from it. A gradient arrives from behind, so a mistake
    reaches all that lies before it and nothing that lies behind. Who measures all gradients finds the first that is
    wrong on the way back, and there is the mistake.
    """
    wrong = {framework: _backpropagate(panel, last_slope=False)[1] for framework, panel in panels.items()}
    error = {
        name: {
            framework: float(np.abs(_measure([name], STEP) - _flat(each, [name])).max())
            for framework, each in wrong.items()
        }
        for name in next(iter(wrong.values()))
        if name != "L"
    }
    right = error.pop("p")
    telling.claim(
        "With the last slope forgotten dp is the measured one, and every other gradient is off by more than a thousand "
        "times what is allowed.",
        max(right.values()) <= _bound(STEP)
        and all(min(each.values()) > 1000 * _bound(STEP) for each in error.values()),
        error_of_dp=right,
        **{f"error_of_d{name.translate(SUBSCRIPTS)}": each for name, each in error.items()},
    )


def _backpropagate(panel, last_slope=True) -> tuple[dict, dict]:
    """Return all values and all gradients: five layers forward, and the same five backward."""
    first, second = (dict(W=GIVEN[f"W{layer}"], b=GIVEN[f"b{layer}"]) for layer in (1, 2))
    z1 = panel.answer("linear.dense", x=GIVEN["x"], **first)["y"]
    a1 = panel.answer("activations.sigmoid", x=z1)["y"]
    z2 = panel.answer("linear.dense", x=a1, **second)["y"]
    p = panel.answer("activations.sigmoid", x=z2)["y"]
    loss = panel.answer("losses.mean_squared_error", y_hat=p, y=GIVEN["y"], cotangents=dict(dloss=1.0))

    dp = loss["dy_hat"]
    dz2 = panel.answer("activations.sigmoid", x=z2, cotangents=dict(dy=dp))["dx"] if last_slope else dp
    layer2 = panel.answer("linear.dense", x=a1, **second, cotangents=dict(dy=dz2))
    dz1 = panel.answer("activations.sigmoid", x=z1, cotangents=dict(dy=layer2["dx"]))["dx"]
    layer1 = panel.answer("linear.dense", x=GIVEN["x"], **first, cotangents=dict(dy=dz1))
    return dict(z1=z1, a1=a1, z2=z2, p=p, L=loss["loss"]), dict(
        L=1.0, p=dp, z2=dz2, W2=layer2["dW"], b2=layer2["db"], a1=layer2["dx"],
        z1=dz1, W1=layer1["dW"], b1=layer1["db"], x=layer1["dx"],
    )  # fmt: skip


def _forward(given) -> dict:
    """Compute by the rules what is not given: so an intermediate value can be moved like a weight."""
    values = dict(given)
    for name, rule in RULES.items():
        if name not in values:
            values[name] = rule(values)
    return values


def _measure(names, step) -> np.ndarray:
    """Return the derivative of the loss by every entry of the named arrays, by central differences."""
    values, slopes = _forward(GIVEN), []
    for name in names:
        for entry in np.ndindex(values[name].shape):
            move = np.zeros_like(values[name])
            move[entry] = step
            above, below = (_forward(GIVEN | {name: values[name] + by})["L"] for by in (move, -move))
            slopes.append((above - below) / (2 * step))
    return np.array(slopes)


def _flat(arrays, names) -> np.ndarray:
    return flat({name: arrays[name] for name in names})


def _forget_a_slope(gradients) -> dict:
    """Return the gradients of a backward pass that takes da₁ for dz₁ and goes on from there."""
    dz1 = gradients["a1"]
    return gradients | dict(z1=dz1, W1=GIVEN["x"].T @ dz1, b1=dz1[0], x=dz1 @ GIVEN["W1"].T)


def _bound(step):
    return step**2 / 6 + 8 * np.finfo("float64").eps / step


def _claim_measured(telling, errors, forgotten):
    (place,) = np.flatnonzero(np.isclose(STEPS, STEP))
    telling.claim(
        f"Every gradient is the measured one, for each of {len(STEPS)} steps h within h²/6 + 8 ε/h.",
        all((each <= _bound(STEPS)[:, None]).all() for each in errors.values()),
        gradients=len(forgotten[0]),
        h=STEP,
        largest_error={framework: each[place].max() for framework, each in errors.items()},
        allowed=_bound(STEP),
    )
    telling.claim(
        "Where one slope is forgotten the measurement tells: the error is more than a thousand times what is allowed.",
        forgotten[place].max() > 1000 * _bound(STEP),
        error=forgotten[place].max(),
        allowed=_bound(STEP),
    )


def _tabulate(telling, names, gradients):
    shapes = {name: np.shape(array) for name, array in _forward(GIVEN).items()}
    entries = [(name, entry) for name in names for entry in np.ndindex(shapes[name])]
    rows = [
        dict(
            gradient=f"d{name.translate(SUBSCRIPTS)}{list(entry) or ''}",
            measured=slope,
            framework=framework,
            value=value,
        )
        for framework, each in gradients.items()
        for (name, entry), slope, value in zip(
            entries, _measure(names, STEP), _flat(each, names), strict=True
        )
    ]
    telling.table("gradients", f"Every gradient: measured with h = {STEP:g}, and by backpropagation", rows)


def _draw_graph(telling, values, gradients):
    title = "Values run down, gradients run up: above each array its numbers, below their gradients"
    with telling.picture("graph", title, height=7.2) as figure:
        axes = figure.subplots()
        axes.set(xlim=(-0.5, 2.5), ylim=(10.5, -0.5))
        axes.set_axis_off()
        for name, place in ARRAYS.items():
            style = dict(fontsize=9, multialignment="right")
            axes.text(*place, name.translate(SUBSCRIPTS), ha="center", va="center", fontweight="bold")
            note(axes, once(_written((GIVEN | each)[name]) for each in values.values()), place, up=6, **style)
            note(axes, once(_written(each.get(name)) for each in gradients.values()), place, up=-6, **style)
        for operation, down in OPERATIONS.items():
            axes.text(1, down, operation, ha="center", va="center")
        for start, end in _arrows():
            axes.annotate("", end, start, arrowprops=dict(arrowstyle="-|>", color=INK, shrinkA=0, shrinkB=0))


def _written(array) -> str:
    """Write an array, a row a line, with four digits; nothing for None."""
    rows = [] if array is None else np.atleast_2d(array)
    return "\n".join("\N{NO-BREAK SPACE} ".join(f"{number:.4g}" for number in row) for row in rows).replace(
        "-", "−"
    )


def _arrows() -> list[tuple]:
    """Return start and end of every arrow: down the middle, from the sides into it."""
    into = [((1, down - 0.56), (1, down - 0.22)) for down in OPERATIONS.values()]
    out_of = [((1, down + 0.22), (1, down + 0.56)) for down in OPERATIONS.values()]
    beside = [place for place in ARRAYS.values() if place[0] != 1]
    return into + out_of + [((1 + 0.6 * (x - 1), y), (1 + 0.33 * (x - 1), y)) for x, y in beside]


def _draw_errors(telling, names, gradients, measured, forgotten):
    title = "Measured gradients agree within h²/6 + 8 ε/h; with one slope forgotten they never do"
    with telling.picture("measured", title, height=3.4) as figure:
        axes = figure.subplots()
        axes.plot(STEPS, _bound(STEPS), color=INK, linestyle=(0, (4, 3)), linewidth=1)
        note(axes, "allowed", (STEPS[0], _bound(STEPS[0])), across=7, up=2)
        axes.plot(STEPS, forgotten.max(axis=1), color=INK, linewidth=1.5)
        note(axes, "one slope forgotten", (STEP, forgotten.max()), up=4)
        for framework, (each,) in together(
            {name: (_flat(g, names),) for name, g in gradients.items()}
        ).items():
            title, colour = look(framework, len(gradients))
            errors = np.abs(measured - each).max(axis=1)
            axes.plot(STEPS, errors, color=colour, linewidth=2.4, label=title)
        logarithmic(axes.xaxis, STEPS[0] / 1.3, STEPS[-1] * 1.3)
        logarithmic(axes.yaxis, *around(errors, forgotten.max(), room=0.1))
        axes.set(xlabel="step h of the finite difference", ylabel="largest error of a gradient")
        axes.legend(loc="lower right")
