r"""How far apart do equal runs drift: rounding is forgotten, adds up, or doubles, and a bug looks like none of these.

Three panels begin with the same weights, see the same tumours and take the same steps. Still they do not end in the
same place: float32 has about seven digits, every sum and product is rounded to these, and each panel adds up in an
order of its own. How far does that carry them? Each panel trains in float32, and we ask how far its weights w are from
those of the same training in float64, which has sixteen digits:

    d = ‖w₃₂ − w₆₄‖ / ‖w₆₄‖        one rounding of float32: 2⁻²³ ≈ 10⁻⁷

Begin with one neuron that tells benign from malignant by two measures. Its loss is a bowl, and gradient descent goes to
the bottom from wherever it is, so also from a rounded place: every step forgets some of the roundings before it, and d
stays where it was. A network with a hidden layer has no such bowl. Little pulls it back; what was rounded stays, and
the next rounding is added. But as many go up as go down, so that after t of them it is not t but about √t roundings
away, like somebody who staggers: sixteen times the steps, four times as far.

[drift]

That the three lines of the network nearly lie on one another is no flaw of the drawing. What is rounded most is the
weight itself, when the small step is taken from it, and all panels round it alike. They keep closer company with each
other than with the truth.

Now the neuron again, with long steps. The story of gradient descent says what is too long: along a direction of
curvature λ a step multiplies the distance from the bottom by 1 − α λ, and beyond α = 2/λ that is below −1. Then the
bottom repels. Who stands on it exactly would stay there; but nobody does. A rounding is enough, and each step
multiplies it by the same number. Float64 is no help: it begins nine decades lower, climbs as steeply, and arrives
later. From there on every panel goes its own way, and none is wrong.

[repelled]

When does one see it? A training prints its loss. Read in seven digits, panels differ in the last one or two, which
nobody looks at; where roundings double, digit after digit goes, and at last the first.

[losses]

And what does it matter? Next to nothing: the tumours that were put aside are judged as before, or nearly so. For who
trains that is good news. For who checks it is bad news, since accuracy does not see a bug, either. The network was
trained once more, with a learning rate that is one part in 1024 too large; or, which is the same, with such gradients.

[accuracy]

How does one tell them apart, then? Not by size alone: roundings that double outgrow every bug. But the bug is there in
full after the first step, thousands of roundings high, when rounding has had no time to add up. It moves all panels to
the same place, though they share no line of code. And above all: ask again in float64. Rounding falls by nine decades,
and the bug stays where it is.

[bug]

So it is done everywhere here: each array is held against scratch, in both precisions, before many steps blur it.

Sources: Goldberg, *What Every Computer Scientist Should Know About Floating-Point Arithmetic*, ACM Computing Surveys
23(1), 1991; for √t in the place of t, Higham & Mary, *A New Approach to Probabilistic Rounding Error Analysis*, SIAM
Journal on Scientific Computing 41(5), 2019.

*Exercise.* A bug can be smaller. Let ``BUG = 2.0**-22``, one part in four million. Is it still to be told from
rounding, in float32 and in float64?
"""

from itertools import pairwise, product
from typing import NamedTuple

import numpy as np

from comparisons.declaring.beginnings import first_weights
from comparisons.declaring.data import breast_cancer
from comparisons.declaring.vectors import flat
from reports.drawing import INK, lines, logarithmic

PLACE = 17

#: By so much the learning rate of a training with a bug is too large; neither precision rounds it.
BUG = 2.0**-10

#: The measures that the neuron sees: radius and texture, each the mean of the three largest nuclei of a tumour.
SEEN = [20, 21]
HIDDEN = 16

SINGLE, DOUBLE = "float32", "float64"
EPS = {dtype: float(np.finfo(dtype).eps) for dtype in (SINGLE, DOUBLE)}
DASHED, DOTTED = (0, (4, 2)), (0, (1, 2))


class Training(NamedTuple):
    """A training on all samples at once: what is asked, its learning rate, and after which steps we look."""

    concept: str
    x: np.ndarray
    x_test: np.ndarray
    start: dict
    learning_rate: float
    stops: tuple[int, ...]


class Path(NamedTuple):
    """At every stop the weights (stops w), and the mean loss since the last; in the end who is judged rightly."""

    weights: np.ndarray
    loss: list[float]
    right: np.ndarray


def tell(panels, telling, quick):
    """Walk every training in both precisions and compare."""
    trainings = _trainings(quick)
    paths = _paths(panels, trainings)
    _draw_drift(telling, paths, trainings)
    _claim_drift(telling, paths, trainings["network"].stops)
    _draw_repelled(telling, paths, trainings["long steps"].stops)
    _claim_repelled(telling, paths, trainings["long steps"])
    _tabulate_losses(telling, paths, trainings)
    _tabulate_accuracy(telling, paths, trainings)
    _draw_bug(telling, paths, trainings["network"].stops)
    _claim_bug(telling, paths)


def exercise(panels, telling, quick):
    """In float32 it is not: a run with it is hardly further from the truth than one without, since what it adds to a
    step is less than what the step is rounded by. In float64 it is, and easily: there it is a million roundings high.
    Whoever looks for a small bug asks in the higher precision.
    """
    trainings = _trainings(quick, bug=2.0**-22)
    paths = _paths(panels, {name: trainings[name]._replace(stops=(16,)) for name in ("network", "bug")})
    plain, single, double = (
        _at(_drift(paths, *which), -1) for which in (("network", SINGLE), ("bug", SINGLE), ("bug", DOUBLE))
    )
    telling.claim(
        "In float32 a run with the small bug is less than twice as far from the truth as one without, in float64 more "
        "than a million roundings.",
        all(single[panel] < 2 * plain[panel] for panel in plain) and min(double.values()) > 1e6 * EPS[DOUBLE],
        float32_with_the_bug=single, float32_without=plain, float64_with_the_bug=double,
    )  # fmt: skip


def _trainings(quick, bug=BUG) -> dict[str, Training]:
    """Return all trainings by name, in numbers that both precisions hold exactly."""
    split = breast_cancer()
    x, x_test = (part.astype(SINGLE) for part in (split.x_train, split.x_test))
    shapes = dict(W1=(x.shape[1], HIDDEN), b1=HIDDEN, W2=(HIDDEN, 2), b2=2)
    he = {name: each.astype(SINGLE) for name, each in first_weights(shapes, gain=2).items()}
    zeros = dict(w=np.zeros(len(SEEN)), b=np.zeros(()))
    neuron = "linear.logistic_regression", x[:, SEEN], x_test[:, SEEN], zeros
    network = Training("models.mlp", x, x_test, he, 0.5, (1, 4, 64) if quick else (1, 4, 16, 64, 256))
    return {
        "neuron": Training(*neuron, 8.0, (64,) if quick else network.stops),
        "network": network,
        "bug": network._replace(learning_rate=network.learning_rate * (1 + bug)),
        "long steps": Training(*neuron, 48.0, (80, 100) if quick else tuple(range(20, 161, 20))),
    }


def _paths(panels, trainings) -> dict[tuple[str, str], dict[str, Path]]:
    """Return the path of every training and precision, in every panel."""
    every = product(trainings, (SINGLE, DOUBLE))
    return {
        (name, dtype): {panel: _path(each, trainings[name], dtype) for panel, each in panels.items()}
        for name, dtype in every
    }


def _path(panel, training, dtype) -> Path:
    """Train from stop to stop, each time from what came out. In an epoch all samples recur some times: steps of it."""
    split, weights, losses, every = breast_cancer(), training.start, [], []
    for begin, end in pairwise((0, *training.stops)):
        steps = next(steps for steps in range(16, 0, -1) if (end - begin) % steps == 0)
        run = panel.answer(
            training.concept, x=np.tile(training.x, (steps, 1)), y=np.tile(split.y_train, steps), **weights,
            learning_rate=training.learning_rate, batch_size=len(training.x), epochs=(end - begin) // steps,
            dtype=dtype, held_out=dict(x=training.x_test),
        )  # fmt: skip
        weights = {name: run[name] for name in weights}
        losses.append(run["loss"].mean())
        every.append(flat(weights).astype(DOUBLE))
    z = run["test_prediction"]
    return Path(np.array(every), losses, (z.argmax(axis=1) if z.ndim > 1 else z > 0) == split.y_test)


def _truth(paths, name) -> Path:
    """Return the path of a training in float64, in scratch or the first panel that is there; of one without the bug."""
    return next(iter(paths["network" if name == "bug" else name, DOUBLE].values()))


def _far(weights, truth) -> np.ndarray:
    """Return how far weights (stops w) are from others, relative to the size of these, at every stop."""
    return np.linalg.norm(weights - truth, axis=1) / np.linalg.norm(truth, axis=1)


def _drift(paths, name, dtype) -> dict[str, np.ndarray]:
    """Return how far each panel is from the truth at every stop. Who tells the truth is left out."""
    truth, by_panel = _truth(paths, name), paths[name, dtype].items()
    return {panel: _far(path.weights, truth.weights) for panel, path in by_panel if path is not truth}


def _at(far, stop) -> dict[str, float]:
    return {panel: each[stop] for panel, each in far.items()}


def _claim_drift(telling, paths, stops):
    far = _at(_drift(paths, "neuron", SINGLE), -1)
    telling.claim(
        "At its last step the neuron is less than ten roundings of float32 from float64.",
        max(far.values()) < 10 * EPS[SINGLE],
        distance=far,
    )
    far, early, late = _drift(paths, "network", SINGLE), stops.index(4), stops.index(64)
    times = {panel: each[late] / each[early] for panel, each in far.items()}
    telling.claim(
        "From step 4 to 64, sixteen times as many, the network drifts twice to eight times as far.",
        all(2 < each < 8 for each in times.values()),
        times=times,
    )
    every = [path.weights[late : late + 1] for path in paths["network", SINGLE].values()]
    apart = max(_far(weights, every[0])[0] for weights in every)
    telling.claim(
        "At step 64 the other panels are closer to the first one, in float32, than any of them is to float64.",
        apart < min(_at(far, late).values()),
        apart_at_most=apart, from_float64=_at(far, late),
    )  # fmt: skip


def _growth(training, bottom) -> float:
    """Return |1 − α λ| of the largest curvature λ of the neuron's loss at the bottom.

    Curvatures are the eigenvalues of the mean of p (1 − p) xᵀ x, where x has a 1 for the bias.
    """
    x = np.column_stack([training.x, np.ones(len(training.x))])
    p = 1 / (1 + np.exp(-x @ bottom))
    return abs(1 - training.learning_rate * np.linalg.eigvalsh((x.T * (p * (1 - p))) @ x / len(x)).max())


def _claim_repelled(telling, paths, training):
    single, double = (_drift(paths, "long steps", dtype) for dtype in (SINGLE, DOUBLE))
    early, late = training.stops.index(80), training.stops.index(100)
    telling.claim(
        "At step 100 float32 is more than a hundredth off in every panel, float64 less than a millionth.",
        min(_at(single, late).values()) > 1e-2 and max(_at(double, late).values(), default=0) < 1e-6,
        float32=_at(single, late), float64=_at(double, late),
    )  # fmt: skip
    measured = {panel: (far[late] / far[early]) ** (1 / 20) for panel, far in double.items()}
    growth = _growth(training, _truth(paths, "long steps").weights[early])
    telling.claim(
        "From step 80 to 100 each step multiplies the distance of float64 by |1 − α λ|, to one part in twenty.",
        all(abs(each / growth - 1) < 0.05 for each in measured.values()),
        measured=measured, by_calculus=growth,
    )  # fmt: skip


def _tabulate_losses(telling, paths, trainings):
    rows = [
        dict(training=name, step=stop, precision=dtype, framework=panel, value=f"{path.loss[place]:.7g}")
        for name, training in trainings.items()
        for place, stop in enumerate(training.stops)
        if stop == training.stops[-1] or (name == "long steps" and stop in (40, 80, 100))
        for dtype in (SINGLE, DOUBLE)
        for panel, path in paths[name, dtype].items()
    ]
    telling.table("losses", "The loss in seven digits, the mean of the last steps until this one", rows)


def _tabulate_accuracy(telling, paths, trainings):
    right, otherwise, number = {}, [], len(breast_cancer().y_test)
    for (name, dtype), by_panel in paths.items():
        right[name, dtype] = {panel: int(path.right.sum()) for panel, path in by_panel.items()}
        if name != "long steps":
            otherwise += [int(np.sum(path.right != _truth(paths, name).right)) for path in by_panel.values()]
        telling.scores(
            {panel: path.right.mean() for panel, path in by_panel.items()},
            data="breast_cancer", model=trainings[name].concept, setting=f"{name}, {dtype}", split="test",
            metric="accuracy",
        )  # fmt: skip
    title = f"Right answers about {number} tumours that were put aside"
    telling.by_panel("accuracy", title, ("training", "precision"), right)
    least = min(min(by.values()) for by in right.values())
    telling.claim(
        "Where steps are not too long no run judges more than two of them otherwise than float64; and every run judges "
        "eight of ten rightly.",
        max(otherwise) <= 2 and least > 0.8 * number,
        otherwise_at_most=max(otherwise), right_at_least=least,
    )  # fmt: skip


def _claim_bug(telling, paths):
    for dtype, said, times in ((SINGLE, "ten", 10), (DOUBLE, "a million", 1e6)):
        rounding = np.max([*_drift(paths, "network", dtype).values()], axis=0)
        ratio = {panel: float(np.min(far / rounding)) for panel, far in _drift(paths, "bug", dtype).items()}
        telling.claim(
            f"At every stop the bug stands more than {said} times as high as rounding in {dtype}.",
            min(ratio.values()) > times,
            at_least=ratio,
        )
    apart = {
        panel: float(np.max(_far(path.weights, paths["bug", DOUBLE][panel].weights) / far))
        for (panel, path), far in zip(
            paths["bug", SINGLE].items(), _drift(paths, "bug", SINGLE).values(), strict=True
        )
    }
    telling.claim(
        "In float32 it moves every panel to where it does in float64: they are apart by less than a tenth of the way.",
        max(apart.values()) < 0.1,
        part_of_the_way=apart,
    )


def _draw_drift(telling, paths, trainings):
    title = "How far float32 is from float64: a bowl forgets roundings, a network keeps them"
    with telling.picture("drift", title, height=3.3) as figure:
        every = figure.subplots(1, 2, sharey=True)
        for axes, name in zip(every, ("neuron", "network"), strict=True):
            steps, far = np.array(trainings[name].stops), _drift(paths, name, SINGLE)
            drawn = lines(axes, {panel: (steps, each) for panel, each in far.items()})
            axes.axhline(EPS[SINGLE], color=INK, linewidth=0.9, linestyle=DOTTED)
            axes.set_title(name)
            _step_axis(axes)
        height = 0.4 * min(_at(far, 0).values()) * np.sqrt(steps)
        axes.plot(steps, height, color=INK, linestyle=DASHED)
        axes.annotate("√t", (steps[-1], height[-1]), (-4, -14), textcoords="offset points")
        axes.annotate("one rounding", (1, EPS[SINGLE]), (0, 3), textcoords="offset points")
        logarithmic(axes.yaxis, 3e-9, 3e-6)
        every[0].set_ylabel("distance d")
        every[0].legend(handles=drawn, loc="upper left")


def _step_axis(axes):
    logarithmic(axes.xaxis, 0.8, 380)
    axes.set_xticks([1, 4, 16, 64, 256], ["1", "4", "16", "64", "256"])
    axes.set_xlabel("step t")


def _draw_repelled(telling, paths, stops):
    title = "Steps that are too long multiply every rounding, until nothing agrees; float64 comes later"
    with telling.picture("repelled", title, height=3.8) as figure:
        axes, drawn = figure.subplots(), []
        for dtype, style in ((SINGLE, "-"), (DOUBLE, DASHED)):
            series = {panel: (stops, far) for panel, far in _drift(paths, "long steps", dtype).items()}
            for line in lines(axes, series, linestyle=style, linewidth=2):
                line.set_label(f"{line.get_label()}, {dtype}")
                drawn.append(line)
        axes.legend(handles=drawn, loc="lower right", fontsize=9)
        axes.set(xlabel="step t", ylabel="distance d", xticks=stops)
        logarithmic(axes.yaxis, 1e-17, 10)


def _draw_bug(telling, paths, stops):
    title = "Rounding (coloured) falls with the precision, a bug of one part in 1024 (dashed) does not"
    with telling.picture("bug", title, height=3.3) as figure:
        every = figure.subplots(1, 2, sharey=True)
        for axes, dtype in zip(every, (SINGLE, DOUBLE), strict=True):
            for name, style in (("network", {}), ("bug", dict(color=INK, linestyle=DASHED, linewidth=1.6))):
                far = _drift(paths, name, dtype)
                lines(axes, {panel: (stops, each) for panel, each in far.items()}, **style)
            axes.set_title(dtype)
            _step_axis(axes)
            logarithmic(axes.yaxis, 1e-17, 1e-2)
        every[0].set_ylabel("distance d")
