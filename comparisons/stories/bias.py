r"""Why bias: it moves the place where a neuron changes its mind; without it every boundary goes through the origin.

A neuron weighs its input and adds a bias. Its output turns where z = 0:

    z = w x + b            turns at x = −b / w

With b < 0 the input must be larger before the neuron answers, with b > 0 it answers sooner, and with b = 0 it turns
at 0 whatever the weight is: w makes the curve steeper or flatter, and never moves it. Here are three neurons with w = 2
that differ in b alone. At x = 0 no weight speaks, and the bias is all that there is to hear.

[curves] [at_zero]

Move the bias yourself, or see on paper where b = 2 puts it. The curve keeps its shape; it goes left as b grows, by b/w.

[moved]

With two inputs the neuron turns along the line w₁ x₁ + w₂ x₂ + b = 0. Without a bias that line goes through the origin.
Here are tumours by size and texture, each counted from the smallest value seen. All of them lie on one side of the
origin, and what tells benign from malignant is how far out they lie. Lines through the origin cannot ask that.

How is a neuron trained without a bias if the code has one? Without a bias x and −x always get opposite answers, since
σ(−z) = 1 − σ(z). So let each sample be followed by its mirror image, −x with the class 1 − y. The two pull w the same
way and b against each other: b stays 0, and w is trained as if there were none.

[boundaries]

*Exercise.* The features begin in their mean, since the data set is standardised; ``_tumours`` moves the origin to the
smallest tumour. Let it leave the origin in the mean. How much is the bias worth then, and why?
"""

from functools import partial

import numpy as np

from comparisons.declaring.data import breast_cancer
from comparisons.declaring.scores import binary_accuracy
from reports.drawing import INK, boundary, by_panel, lines, look, samples, together
from reports.numbers import minus

PLACE = 4

X = np.linspace(-4, 4, 129)
WEIGHT = 2.0
BIASES = np.array([-3.0, 0.0, 3.0])
TURNS = 0 - BIASES / WEIGHT
MOVED = np.arange(-8, 9) / 2  # the biases under the slider
TOPS = {"activations.sigmoid": 1.0, "activations.relu": 12.0}  # the largest outputs of any of these
ACTIVATIONS = {"activations.sigmoid": 0.5, "activations.relu": 0.0}  # each with its value where z = 0

#: The columns of breast cancer that are drawn: radius and texture, each the mean of the three largest in a tumour.
RADIUS, TEXTURE = 20, 21


def tell(panels, telling, quick):
    """Move two curves, then train one neuron with a bias and one without."""
    curves = {framework: _curves(panel, BIASES) for framework, panel in panels.items()}
    _draw_curves(telling, curves)
    _claim_curves(telling, curves)
    _tabulate_curves(telling, curves)

    moved = {framework: _curves(panel, MOVED) for framework, panel in panels.items()}
    _draw_moved(telling, moved, MOVED[::4] if quick else MOVED)
    _claim_moved(telling, moved)

    x, y, x_test, y_test = _tumours()
    epochs = 10 if quick else 30
    runs = _trained(panels, x, y, epochs)
    for setting, answers in runs.items():
        for framework, run in answers.items():
            for split, features, truth in (("train", x, y), ("test", x_test, y_test)):
                telling.score(
                    data="breast_cancer", model="linear.logistic_regression", framework=framework,
                    setting=setting, split=split, metric="accuracy", value=_accuracy(run, features, truth),
                )  # fmt: skip
    _draw_boundaries(telling, runs, x, y)
    _claim_boundaries(telling, runs, x, y)


def exercise(panels, telling, quick):
    """Next to nothing. With the origin in the middle of all tumours the best line passes close by it: small ones lie on
    one side, large ones on the other. Who standardises features has moved the origin where it does least harm, and has
    paid most of the bias beforehand.
    """
    x, y, _, _ = _tumours(from_smallest=False)
    runs = _trained(panels, x, y, 10 if quick else 30)
    accuracy = {
        setting: {name: _accuracy(run, x, y) for name, run in answers.items()}
        for setting, answers in runs.items()
    }
    telling.claim(
        "With the origin in the mean the bias is worth less than one answer in twenty.",
        all(accuracy["without bias"][name] / right > 0.95 for name, right in accuracy["with bias"].items()),
        **{setting.replace(" ", "_"): each for setting, each in accuracy.items()},
    )


def _trained(panels, x, y, epochs) -> dict[str, dict]:
    """Train a neuron with a bias and one without; return the answers by panel, by setting."""
    settings = dict(w=np.zeros(x.shape[1]), b=0.0, learning_rate=1.0, epochs=epochs)
    name = "linear.logistic_regression"
    return {
        "with bias": panels.answer(name, x=x, y=y, **settings, batch_size=32),
        "without bias": panels.answer(name, **_mirrored(x, y), **settings, batch_size=64),
    }


def _curves(panel, biases) -> dict[str, np.ndarray]:
    """Return the outputs (x b) of neurons that differ in their bias, by activation."""
    W = np.full((1, len(biases)), WEIGHT)
    z = panel.answer("linear.dense", x=X[:, None], W=W, b=biases)["y"]
    return {name: panel.answer(name, x=z)["y"] for name in ACTIVATIONS}


def _tumours(from_smallest=True) -> tuple[np.ndarray, ...]:
    """Return features and classes to train and to test on, the origin moved to the smallest tumour or in the mean."""
    split = breast_cancer()
    x, x_test = (part[:, [RADIUS, TEXTURE]] for part in (split.x_train, split.x_test))
    origin = x.min(axis=0) if from_smallest else 0
    return x - origin, split.y_train, x_test - origin, split.y_test


def _mirrored(x, y) -> dict[str, np.ndarray]:
    """Let each sample be followed by its mirror image of the other class."""
    return dict(x=np.stack([x, -x], axis=1).reshape(-1, 2), y=np.stack([y, 1 - y], axis=1).reshape(-1))


def _accuracy(run, x, y) -> float:
    return binary_accuracy(x @ run["w"] + run["b"], y)


def _best_through_origin(x, y) -> float:
    """Return the best accuracy of all lines through the origin: one between each two samples next in angle."""
    angles = np.sort(np.arctan2(x[:, 1], x[:, 0]) % np.pi)
    between = (angles + np.append(angles[1:], angles[0] + np.pi)) / 2
    sides = x @ np.stack([-np.sin(between), np.cos(between)]) > 0
    accuracy = np.mean(sides == (y > 0)[:, None], axis=0)
    return float(np.max(np.maximum(accuracy, 1 - accuracy)))


def _claim_curves(telling, curves):
    before, after = X[:, None] < TURNS, X[:, None] > TURNS
    telling.claim(
        "The sigmoid is below 1/2 before x = −b/w and above it after; the ReLU is 0 before and positive after.",
        all(
            (outputs["activations.sigmoid"][before] < 0.5).all()
            and (outputs["activations.relu"][before] == 0).all()
            and all((outputs[name][after] > half).all() for name, half in ACTIVATIONS.items())
            for outputs in curves.values()
        ),
        turns_at=TURNS,
    )


def _claim_moved(telling, curves):
    """Claim that x and b say the same as x + b/w and no bias, wherever both lie on the grid of x."""
    (zero,) = np.flatnonzero(MOVED == 0)
    steps = np.rint(MOVED / WEIGHT / (X[1] - X[0])).astype(int)
    rows, columns = np.nonzero(np.abs(X[:, None] + MOVED / WEIGHT) <= X[-1])
    same = {"with b": [], "moved": []}
    for outputs in curves.values():
        for name in ACTIVATIONS:
            same["with b"].append(outputs[name][rows, columns])
            same["moved"].append(outputs[name][rows + steps[columns], zero])
    telling.agree("A neuron with the bias b is the one without, moved to the left by b/w.", same)


def _claim_boundaries(telling, runs, x, y):
    accuracy = {
        setting: {framework: _accuracy(run, x, y) for framework, run in answers.items()}
        for setting, answers in runs.items()
    }
    best = _best_through_origin(x, y)
    telling.claim(
        "With a bias the neuron is right more often than any line through the origin could be.",
        min(accuracy["with bias"].values()) > best,
        training_accuracy=accuracy["with bias"],
        best_of_all_lines_through_the_origin=best,
    )
    telling.claim(
        "Trained without a bias, it makes more than three times as many mistakes.",
        all(
            1 - accuracy["without bias"][name] > 3 * (1 - accuracy["with bias"][name])
            for name in accuracy["with bias"]
        ),
        without=accuracy["without bias"],
        with_bias=accuracy["with bias"],
    )
    mirrored = runs["without bias"].values()
    telling.agree(
        "Trained among mirror images the bias stays 0, in every panel.",
        {
            "at 0": [[*run["w"], 0] for run in mirrored],
            "trained": [[*run["w"], run["b"]] for run in mirrored],
        },
    )


def _tabulate_curves(telling, curves):
    (middle,) = np.flatnonzero(X == 0)
    rows = [
        dict(activation=name.split(".")[1], b=b, framework=framework, value=float(y))
        for name in ACTIVATIONS
        for framework, outputs in curves.items()
        for b, y in zip(BIASES, outputs[name][middle], strict=True)
    ]
    telling.table("at_zero", "What a neuron says to x = 0: its bias alone", rows)


def _draw_curves(telling, curves):
    title = "The bias moves the curve: it turns at x = −b/w, and without a bias at 0"
    with telling.picture("curves", title, height=3.6) as figure:
        every = figure.subplots(2, 1, sharex=True)
        for axes, name in zip(every, ACTIVATIONS, strict=True):
            drawn = lines(axes, {framework: (X, outputs[name]) for framework, outputs in curves.items()})
            for turn in TURNS:
                axes.axvline(turn, color=INK, linewidth=0.9, linestyle=(0, (2, 3)), zorder=0)
            axes.set_ylabel(name.split(".")[1])
        above, below = every
        for b, turn in zip(BIASES, TURNS, strict=True):
            place = dict(xy=(turn, 1.03), xycoords=("data", "axes fraction"), ha="center")
            above.annotate(minus(f"b = {b:.0f}"), **place)
        below.set(xlabel="x", xticks=[-4, *TURNS[::-1], 4])
        below.xaxis.set_major_formatter("{x:g}")
        below.legend(handles=drawn, loc="upper left")


def _draw_moved(telling, curves, biases):
    def draw(figure, b):
        (column,) = np.flatnonzero(b == MOVED)
        every = figure.subplots(2, 1, sharex=True)
        for axes, (name, top) in zip(every, TOPS.items(), strict=True):
            lines(axes, {framework: (X, outputs[name][:, column]) for framework, outputs in curves.items()})
            axes.axvline(0 - b / WEIGHT, color=INK, linewidth=0.9, linestyle=(0, (2, 3)), zorder=0)
            axes.set(ylabel=name.split(".")[1], ylim=(-0.05 * top, 1.05 * top))
        every[-1].set(xlabel="x", xlim=(-4.4, 4.4))

    title = "A bias to move: the dotted line stands at x = −b/w, where the neuron turns"
    telling.frames("moved", title, "bias b", {float(b): partial(draw, b=b) for b in biases}, start=2.0)


def _draw_boundaries(telling, runs, x, y):
    title = "Benign (filled) or not: solid is the boundary with a bias, dashed without, tied to the origin"
    with telling.picture("boundaries", title, height=2.8) as figure:
        found = together(
            {
                name: [[*answers[name]["w"], answers[name]["b"]] for answers in runs.values()]
                for name in runs["with bias"]
            }
        )
        every = by_panel(figure, found)
        for framework, axes in every.items():
            samples(axes, x, y, s=9, alpha=0.4)
            axes.plot(0, 0, "+", color=INK, markersize=11, markeredgewidth=2)
            for (*w, b), style in zip(found[framework], ("-", (0, (3, 2))), strict=True):
                boundary(axes, np.array(w), b, color=look(framework)[1], linewidth=2.4, linestyle=style)
            axes.set(xlabel="radius", xticks=[0, 2, 4, 6], yticks=[0, 2, 4, 6])
        next(iter(every.values())).set_ylabel("texture\n(standard deviations)")
