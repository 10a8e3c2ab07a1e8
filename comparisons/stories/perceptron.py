r"""The perceptron: it learns from mistakes alone, and stops when there are none left to learn from.

A perceptron draws a line and says on which side of it a sample lies. It begins with a line that is wrong. Whenever a
sample falls on the wrong side, the line is pushed towards it; a sample on the right side changes nothing.

    z = x w + b
    where y z ≤ 0:  w ← w + α y x    b ← b + α y

If any line separates the two classes, the perceptron finds one after finitely many mistakes: that is Novikoff's theorem
of 1962. Here are two clouds of points with a gap between them, and two species of iris. In the pictures each epoch
leaves its line, the last one the boldest. An epoch without a mistake is the end: its loss is zero, there is nothing to
descend, and no later epoch would change anything.

Which of all separating lines it finds depends on where it began and in which order the samples came. It has no wish to
keep away from them: that is what the losses of later lessons add.
"""

import numpy as np

from comparisons.declaring.data import iris_lengths, two_clouds
from comparisons.declaring.scores import binary_accuracy
from reports.drawing import INK, boundary, by_panel, lines, samples
from reports.panels import PANELS

PLACE = 1
MOST_EPOCHS = 12

#: Each data set with its axes, a first line that is wrong, and steps so short that one can watch it turn.
SETS = (
    (two_clouds, ("feature 1", "feature 2"), dict(w=[-1.0, 1.0], learning_rate=0.02)),
    (iris_lengths, ("sepal length", "petal length"), dict(w=[1.0, -1.0], learning_rate=0.05)),
)


def tell(panels, telling, quick):
    """Train epoch by epoch until one has no mistake."""
    curves, table = {}, []
    for data, names, start in SETS[:1] if quick else SETS:
        split = data()
        paths = {framework: _train(panel, split, **start) for framework, panel in panels.items()}
        curves[data.__name__] = paths
        for framework, path in paths.items():
            for epoch, step in enumerate(path):
                row = dict(data=data.__name__, epoch=epoch + 1, framework=framework)
                table.append(row | dict(value=step["mistakes"]))
            _score(telling, split, data.__name__, framework, path)
        _claim(telling, data.__name__, split, paths)
        _draw_boundaries(telling, data.__name__, split, names, paths)
    telling.table("mistakes", "Mistakes in each epoch", table)
    _draw_curves(telling, curves)


def _train(panel, split, w, learning_rate) -> list[dict]:
    """Train one epoch at a time; return for each its mistakes, and w, b and the perceptron loss after it."""
    x, y = split.x_train, split.y_train
    path, b = [], 0.0
    while len(path) < MOST_EPOCHS and not (path and path[-1]["mistakes"] == 0):
        run = panel.answer("linear.perceptron", x=x, y=y, w=w, b=b, learning_rate=learning_rate, epochs=1)
        w, b = run["w"], run["b"]
        loss = panel.answer("linear.perceptron_loss", z=run["prediction"], y=y)["loss"]
        mistakes = round(run["mistakes"][0] * len(x))
        path.append(dict(w=w, b=b, loss=float(loss), mistakes=mistakes))
    return path


def _score(telling, split, data, framework, path):
    last = path[-1]
    parts = dict(train=(split.x_train, split.y_train), test=(split.x_test, split.y_test))
    for part, (x, y) in parts.items():
        value = binary_accuracy(x @ last["w"] + last["b"], y)
        telling.score(
            data=data, model="linear.perceptron", framework=framework, setting=f"epochs={len(path)}",
            split=part, metric="accuracy", value=value,
        )  # fmt: skip


def _claim(telling, data, split, paths):
    wrong = {
        framework: np.mean((split.x_train @ path[-1]["w"] + path[-1]["b"]) * split.y_train <= 0)
        for framework, path in paths.items()
    }
    mistakes = {framework: path[-1]["mistakes"] for framework, path in paths.items()}
    telling.claim(
        f"On {data} the perceptron converges: its last epoch has no mistake and it separates the classes.",
        not any(mistakes.values()) and not any(wrong.values()),
        epochs={framework: len(path) for framework, path in paths.items()},
        mistakes_in_the_last=mistakes,
        training_accuracy={framework: 1 - share for framework, share in wrong.items()},
    )
    telling.claim(
        f"On {data} the first line is wrong: there is something to learn.",
        all(path[0]["mistakes"] > 0 for path in paths.values()),
        mistakes_in_the_first={framework: path[0]["mistakes"] for framework, path in paths.items()},
    )
    telling.agree(
        f"On {data} the perceptron loss after every epoch is the same in all panels.",
        {framework: [step["loss"] for step in path] for framework, path in paths.items()},
    )
    telling.agree(
        f"On {data} the path of the line is the same in all panels.",
        {framework: [[*step["w"], step["b"]] for step in path] for framework, path in paths.items()},
    )


def _draw_boundaries(telling, data, split, names, paths):
    title = f"{data.replace('_', ' ')}: each epoch leaves its line, the boldest is the last"
    with telling.picture(f"boundary_{data}", title.capitalize(), height=2.85) as figure:
        every = by_panel(figure, paths)
        for framework, axes in every.items():
            samples(axes, split.x_train, split.y_train)
            for age, step in enumerate(reversed(paths[framework])):
                style = dict(linewidth=2.4 if age == 0 else 0.9, alpha=0.9 * 0.8**age)
                boundary(axes, step["w"], step["b"], color=PANELS[framework].colour, **style)
            axes.set_xlabel(names[0])
        figure.axes[0].set_ylabel(names[1])
        figure.supxlabel("in standard deviations", fontsize=9)


def _draw_curves(telling, curves):
    title = "Mistakes and perceptron loss fall to zero, and there learning ends"
    with telling.picture("convergence", title, height=4.2) as figure:
        every = figure.subplots(2, len(curves), sharex="col", squeeze=False)
        for (above, below), (data, paths) in zip(every.T, curves.items(), strict=True):
            above.set_title(data.replace("_", " "))
            for axes, what in ((above, "mistakes"), (below, "loss")):
                series = {
                    framework: (range(1, len(path) + 1), [step[what] for step in path])
                    for framework, path in paths.items()
                }
                lines(axes, series)
                axes.set_ylim(bottom=0)
                axes.grid(axis="y", alpha=0.12, color=INK)
            below.set_xlabel("epoch")
            below.xaxis.get_major_locator().set_params(integer=True)
        every[0, 0].set_ylabel("mistakes")
        every[1, 0].set_ylabel("loss afterwards")
        every[0, -1].legend(loc="upper right")
