r"""The limit of one neuron: no line solves XOR, a network with one hidden layer does.

XOR is 1 where exactly one of two inputs is 1. A line w₁ x₁ + w₂ x₂ + b = 0 would have to keep (0, 0) and (1, 1) on its
negative side, (0, 1) and (1, 0) on its positive one:

    (0, 0)    b < 0
    (0, 1)    w₂ + b > 0
    (1, 0)    w₁ + b > 0
    (1, 1)    w₁ + w₂ + b < 0

The two in the middle add up to w₁ + w₂ + 2 b > 0. Take the last from that, and b > 0 remains, against the first: there
is no such line. Minsky and Papert wrote that down in 1969, and for years people lost interest in neurons.

What does the perceptron do, which stops only when no mistake is left? It begins here with numbers that a computer adds
without rounding, so that one can see to the last bit: soon the four samples push it round in a circle, and after each
epoch the line is back where it was. Whatever comes once comes for ever. Filled points are XOR; shaded is where the
perceptron says so.

[circle]

A hidden layer gives the network several lines, and the output neuron combines them: a point is XOR if it lies between
two of them. The same gradient descent that failed with one neuron finds it.

[regions]

The perceptron cannot end, and the network need not: its loss goes on falling towards 0. Who knows nothing and bets
evenly on 0 and 1 pays ln 2 for each point.

[learning] [scores]

*Exercise.* Give the perceptron a third input, the product x₁ x₂. Does it still go round?
"""

import numpy as np

from comparisons.declaring.scores import binary_accuracy
from reports.drawing import INK, by_epoch, by_panel, lines, look, note, samples, together

PLACE = 2

X = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
XOR = np.array([0.0, 1.0, 1.0, 0.0])
SIGNS = 2 * XOR - 1

#: Multiples of 1/4, which float64 adds without rounding. After this many epochs the perceptron goes round.
START = dict(w=np.array([1.0, 0.5]), b=0.25)
UNTIL_IT_CIRCLES = 5
HIDDEN = 8

#: The loss of who bets evenly on 0 and 1.
COIN = np.log(2)

#: Where the network is asked after training, to draw its boundary.
GRID = np.stack(np.meshgrid(*[np.linspace(-0.5, 1.5, 61)] * 2), axis=-1)


def tell(panels, telling, quick):
    """Let the perceptron go round, then train the network."""
    circles = {framework: _circle(panel) for framework, panel in panels.items()}
    _draw_circle(telling, circles)
    _claim_circle(telling, circles)

    networks = panels.answer(
        "models.xor_mlp", x=X, y=XOR, **_weights(), held_out=dict(x=GRID.reshape(-1, 2)),
        learning_rate=2.0, epochs=60 if quick else 200,
    )  # fmt: skip
    _draw_regions(telling, networks)
    _claim_regions(telling, networks)

    runs = panels.answer("linear.perceptron", x=X, y=SIGNS, **START, epochs=12 if quick else 100)
    _draw_curves(telling, runs, networks)
    _claim_curves(telling, runs, networks)
    _tabulate(telling, runs, networks)


def exercise(panels, telling, quick):
    """No: it stops. A plane separates the points (0, 0, 0) and (1, 1, 1) from (0, 1, 0) and (1, 0, 0), since
    x₁ + x₂ − 2 x₁ x₂ is XOR itself. What was lacking was no cleverer neuron but a feature. Here somebody knew which;
    a hidden layer finds its own.
    """
    with_product = np.concatenate([X, X.prod(axis=1, keepdims=True)], axis=1)
    start = dict(w=np.append(START["w"], 0.0), b=START["b"])
    runs = panels.answer("linear.perceptron", x=with_product, y=SIGNS, **start, epochs=30)
    telling.claim(
        "With the product the last ten of thirty epochs have no mistake, and all four points are right.",
        all(not run["mistakes"][-10:].any() and _accuracy(run) == 1 for run in runs.values()),
        epochs_with_mistakes={name: int((run["mistakes"] > 0).sum()) for name, run in runs.items()},
        w={name: run["w"] for name, run in runs.items()},
        b={name: run["b"] for name, run in runs.items()},
    )


def _circle(panel) -> list[dict]:
    """Return the lines of one epoch in the circle, sample by sample, the one before it first."""
    run = panel.answer("linear.perceptron", x=X, y=SIGNS, **START, epochs=UNTIL_IT_CIRCLES)
    steps = [dict(w=run["w"], b=run["b"], mistake=False)]
    for sample in range(len(X)):
        w, b, one = steps[-1]["w"], steps[-1]["b"], slice(sample, sample + 1)
        run = panel.answer("linear.perceptron", x=X[one], y=SIGNS[one], w=w, b=b, epochs=1)
        steps.append(dict(w=run["w"], b=run["b"], mistake=run["mistakes"][0] > 0))
    return steps


def _weights() -> dict:
    rng = np.random.default_rng(0)
    W1, w2 = rng.standard_normal((2, HIDDEN)), rng.standard_normal(HIDDEN) / np.sqrt(HIDDEN)
    return dict(W1=W1, b1=np.zeros(HIDDEN), w2=w2, b2=0.0)


def _claim_circle(telling, circles):
    rounds = {
        framework: all(np.array_equal(steps[0][name], steps[-1][name]) for name in ("w", "b"))
        for framework, steps in circles.items()
    }
    telling.claim(
        "After an epoch the perceptron has the weights that it had before it, to the last bit: it never converges.",
        all(rounds.values()),
        w={framework: steps[-1]["w"] for framework, steps in circles.items()},
        b={framework: steps[-1]["b"] for framework, steps in circles.items()},
        mistakes_on_the_way={
            framework: sum(s["mistake"] for s in steps) for framework, steps in circles.items()
        },
    )


def _claim_regions(telling, networks):
    telling.claim(
        "The network with a hidden layer gets all four points right.",
        all(_accuracy(run) == 1 for run in networks.values()),
        accuracy={framework: _accuracy(run) for framework, run in networks.items()},
    )


def _claim_curves(telling, runs, networks):
    fewest = {framework: round(run["mistakes"].min() * len(X)) for framework, run in runs.items()}
    telling.claim(
        "No epoch of the perceptron is without a mistake.",
        min(fewest.values()) > 0,
        epochs={framework: len(run["mistakes"]) for framework, run in runs.items()},
        fewest_mistakes=fewest,
    )
    losses = {framework: run["loss"][-1] for framework, run in networks.items()}
    telling.claim(
        "At the end the network's loss is less than a tenth of a coin's.",
        max(losses.values()) < COIN / 10,
        loss=losses,
        loss_of_a_coin=COIN,
    )


def _point(x) -> str:
    return f"({x[0]:.0f}, {x[1]:.0f})"


def _accuracy(run) -> float:
    return binary_accuracy(run["prediction"], XOR)


def _tabulate(telling, runs, networks):
    rows = []
    for name, model, answers in (
        ("perceptron", "linear.perceptron", runs), ("network", "models.xor_mlp", networks),
    ):  # fmt: skip
        for framework, run in answers.items():
            telling.score(
                data="xor", model=model, framework=framework, setting=f"epochs={len(run['loss'])}", split="train",
                metric="accuracy", value=_accuracy(run),
            )  # fmt: skip
            rows += [
                dict(model=name, point=_point(x), XOR=int(y), framework=framework, value=float(z))
                for x, y, z in zip(X, XOR, run["prediction"], strict=True)
            ]
    telling.table("scores", "Score of each point at the end: positive means XOR", rows)


def _draw_circle(telling, circles):
    title = "The perceptron on XOR goes round: after the fourth sample the line is where it began"
    found = together({name: [[*step["w"], step["b"]] for step in steps] for name, steps in circles.items()})
    with telling.picture("circle", title, height=1.1 + len(found)) as figure:
        every = figure.subplots(len(found), 1 + len(X), sharex=True, sharey=True, squeeze=False)
        for row, (framework, steps) in zip(every, found.items(), strict=True):
            panel, colour = look(framework, len(circles))
            row[0].set_ylabel(panel, color=colour)
            for axes, (*w, b) in zip(row, steps, strict=True):
                _shade(axes, GRID @ w + b, colour)
        for axes, name in zip(every[0], ["before", *(f"after {_point(x)}" for x in X)], strict=True):
            axes.set_title(name, fontsize=9)


def _shade(axes, z, colour):
    """Shade where the score z is positive, and draw the four points; x₁ goes to the right, x₂ up."""
    across, up = np.moveaxis(GRID, -1, 0)
    axes.contourf(across, up, z, [0, np.inf], colors=[colour], alpha=0.25)
    axes.contour(across, up, z, [0], colors=[colour], linewidths=2)
    samples(axes, X, SIGNS, s=36, alpha=1)
    axes.set(xlim=(-0.5, 1.5), ylim=(-0.5, 1.5), xticks=[0, 1], yticks=[0, 1])


def _draw_regions(telling, networks):
    title = "The network on XOR: shaded is where it answers 1"
    found = together({name: (run["test_prediction"],) for name, run in networks.items()})
    with telling.picture("regions", title, height=3.0) as figure:
        for framework, axes in by_panel(figure, found).items():
            _shade(axes, found[framework][0].reshape(GRID.shape[:-1]), look(framework)[1])
            axes.set_xlabel("x₁")
        figure.axes[0].set_ylabel("x₂")


def _draw_curves(telling, runs, networks):
    title = "The perceptron makes mistakes for ever; the network's loss leaves that of a coin far behind"
    with telling.picture("learning", title, height=2.8) as figure:
        left, right = figure.subplots(1, 2)
        lines(left, {name: by_epoch(4 * run["mistakes"]) for name, run in runs.items()})
        left.set(title="perceptron", xlabel="epoch", ylabel="mistakes in 4 points", ylim=(0, 4.3))
        drawn = lines(right, {name: by_epoch(run["loss"]) for name, run in networks.items()})
        right.axhline(COIN, color=INK, linewidth=1, linestyle=(0, (4, 3)))
        note(right, "a coin: ln 2", (1, COIN), up=-3, ha="right", xycoords=("axes fraction", "data"))
        right.set(title="network", xlabel="epoch", ylabel="cross-entropy", ylim=(0, None))
        right.legend(handles=drawn)
