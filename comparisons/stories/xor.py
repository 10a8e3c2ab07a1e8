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
epoch the line is back where it was. Whatever comes once comes for ever.

A hidden layer gives the network several lines, and the output neuron combines them: a point is XOR if it lies between
two of them. The same gradient descent that failed with one neuron finds it.
"""

import numpy as np

from comparisons.declaring.scores import binary_accuracy
from reports.drawing import INK, by_panel, lines, samples
from reports.panels import PANELS

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
    runs = panels.answer("linear.perceptron", x=X, y=SIGNS, **START, epochs=12 if quick else 100)
    _claim_circle(telling, circles, runs)
    _draw_circle(telling, circles)

    networks = panels.answer(
        "models.xor_mlp", x=X, y=XOR, **_weights(), held_out=dict(x=GRID.reshape(-1, 2)),
        learning_rate=2.0, epochs=60 if quick else 200,
    )  # fmt: skip
    _claim_network(telling, networks)
    _draw_regions(telling, networks)
    _draw_curves(telling, runs, networks)
    _tabulate(telling, runs, networks)


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


def _claim_circle(telling, circles, runs):
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
    fewest = {framework: round(run["mistakes"].min() * len(X)) for framework, run in runs.items()}
    telling.claim(
        "No epoch of the perceptron is without a mistake.",
        min(fewest.values()) > 0,
        epochs={framework: len(run["mistakes"]) for framework, run in runs.items()},
        fewest_mistakes=fewest,
    )


def _claim_network(telling, networks):
    telling.claim(
        "The network with a hidden layer gets all four points right, and bets on them far better than a coin.",
        all(_accuracy(run) == 1 and run["loss"][-1] < COIN / 10 for run in networks.values()),
        accuracy={framework: _accuracy(run) for framework, run in networks.items()},
        loss={framework: run["loss"][-1] for framework, run in networks.items()},
        loss_of_a_coin=COIN,
    )


def _point(x) -> str:
    return f"({x[0]:.0f}, {x[1]:.0f})"


def _accuracy(run) -> float:
    return binary_accuracy(run["prediction"], XOR)


def _tabulate(telling, runs, networks):
    rows = []
    for model, answers in (("linear.perceptron", runs), ("models.xor_mlp", networks)):
        for framework, run in answers.items():
            setting = f"epochs={len(run['loss'])}"
            telling.score(
                data="xor", model=model, framework=framework, setting=setting, split="train",
                metric="accuracy", value=_accuracy(run),
            )  # fmt: skip
            rows += [
                dict(model=model, point=_point(x), xor=int(y), framework=framework, value=float(z))
                for x, y, z in zip(X, XOR, run["prediction"], strict=True)
            ]
    telling.table("scores", "Score of each point at the end: positive means XOR", rows)


def _draw_circle(telling, circles):
    title = "The perceptron on XOR goes round: after the fourth sample the line is where it began"
    with telling.picture("circle", title, height=4.1) as figure:
        every = figure.subplots(len(circles), 1 + len(X), sharex=True, sharey=True, squeeze=False)
        for row, (framework, steps) in zip(every, circles.items(), strict=True):
            panel = PANELS[framework]
            row[0].set_ylabel(panel.title, color=panel.colour, fontweight="bold")
            for axes, step in zip(row, steps, strict=True):
                _shade(axes, GRID @ step["w"] + step["b"], panel.colour)
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
    with telling.picture("regions", title, height=2.6) as figure:
        for framework, axes in by_panel(figure, networks).items():
            z = networks[framework]["test_prediction"].reshape(GRID.shape[:-1])
            _shade(axes, z, PANELS[framework].colour)
            axes.set_xlabel("x₁")
        figure.axes[0].set_ylabel("x₂")


def _draw_curves(telling, runs, networks):
    title = "The perceptron makes mistakes for ever; the network's loss leaves that of a coin far behind"
    with telling.picture("learning", title, height=2.8) as figure:
        left, right = figure.subplots(1, 2)
        lines(left, {name: _by_epoch(4 * run["mistakes"]) for name, run in runs.items()})
        left.set(title="perceptron", xlabel="epoch", ylabel="mistakes among 4 points", ylim=(0, 4.3))
        lines(right, {name: _by_epoch(run["loss"]) for name, run in networks.items()})
        right.axhline(COIN, color=INK, linewidth=1, linestyle=(0, (4, 3)))
        right.annotate(
            "a coin: ln 2", (1, COIN), (0, -3), xycoords=("axes fraction", "data"), textcoords="offset points",
            ha="right", va="top",
        )  # fmt: skip
        right.set(title="network", xlabel="epoch", ylabel="cross-entropy", ylim=(0, None))
        right.legend()


def _by_epoch(values) -> tuple[range, np.ndarray]:
    return range(1, len(values) + 1), values
