r"""The perceptron: it learns from mistakes alone, and stops when there are none left to learn from.

A perceptron draws a line and says on which side of it a sample lies. It begins with a line that is wrong. Whenever a
sample falls on the wrong side, the line is pushed towards it; a sample on the right side changes nothing.

    z = x w + b
    where y z ≤ 0:  w ← w + α y x    b ← b + α y

Here are two clouds of points with a gap between them. An epoch goes once through all of them, one by one, and leaves a
line behind; the last line is the boldest.

[boundary_two_clouds]

And here are two species of iris by the lengths of sepal and petal, setosa (open) and versicolor (filled).

[boundary_iris_lengths]

If any line separates the two classes, the perceptron finds one after finitely many mistakes: that is Novikoff's theorem
of 1962. An epoch without a mistake is the end: its loss is zero, there is nothing to descend, and no later epoch would
change anything.

[convergence] [mistakes]

Which of all separating lines it finds depends on where it began and in which order the samples came. It has no wish to
keep away from them: that is what the losses of later lessons add.

*Exercise.* The learning rates of ``SETS`` are small, so that one can watch the line turn. Begin with w = (0, 0) instead
and take the learning rates 1/64 and 1. Which of the two needs fewer epochs?
"""

import numpy as np

from comparisons.declaring.data import iris_lengths, two_clouds
from comparisons.declaring.scores import binary_accuracy
from reports.drawing import INK, boundary, by_epoch, by_panel, lines, look, samples, together, words

PLACE = 1
MOST_EPOCHS = 12

#: Each data set with its axes, a first line that is wrong, and steps so short that one can watch it turn.
SETS = (
    (two_clouds, ("feature 1", "feature 2"), dict(w=[-1.0, 1.0], learning_rate=0.02)),
    (iris_lengths, ("sepal length", "petal length"), dict(w=[1.0, -1.0], learning_rate=0.05)),
)


def tell(panels, telling, quick):
    """Train epoch by epoch until one has no mistake."""
    every = {}
    for data, names, start in SETS[:1] if quick else SETS:
        split, name = data(), data.__name__
        paths = every[name] = {
            framework: _train(panel, split, **start) for framework, panel in panels.items()
        }
        for framework, path in paths.items():
            _score(telling, split, name, framework, path)
        _draw_boundaries(telling, name, split, names, paths)
        _claim_boundaries(telling, words(name), split, paths)
    _draw_curves(telling, every)
    _claim_curves(telling, every)
    _tabulate(telling, every)


def exercise(panels, telling, quick):
    """Neither: they make the same mistakes on the same samples. From zero on, w and b are α times the sum of y x and of
    y over all mistakes. So α stretches z and never turns its sign, and the line z = 0 is the same. A learning rate says
    how far a step goes in comparison with where one stands, and here one stands nowhere.
    """
    split = two_clouds()
    ends = {
        rate: {name: _train(panel, split, [0.0, 0.0], rate) for name, panel in panels.items()}
        for rate in (1 / 64, 1.0)
    }
    short, long = ends.values()
    telling.claim(
        "From w = 0 both make as many mistakes in every epoch, and with the larger w is 64 times as long, to the "
        "last bit.",
        all(
            _mistakes(short[name]) == _mistakes(long[name])
            and np.array_equal(64 * short[name][-1]["w"], long[name][-1]["w"])
            for name in panels
        ),
        mistakes={name: _mistakes(path) for name, path in long.items()},
        w_at_1={name: path[-1]["w"] for name, path in long.items()},
    )


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


def _mistakes(path) -> list[int]:
    return [step["mistakes"] for step in path]


def _line(path) -> list[list]:
    """Return w and b after each epoch."""
    return [[*step["w"], step["b"]] for step in path]


def _claim_boundaries(telling, data, split, paths):
    telling.claim(
        f"On {data} the first line is wrong: there is something to learn.",
        all(path[0]["mistakes"] > 0 for path in paths.values()),
        mistakes_in_the_first={framework: path[0]["mistakes"] for framework, path in paths.items()},
    )
    wrong = {
        framework: np.mean((split.x_train @ path[-1]["w"] + path[-1]["b"]) * split.y_train <= 0)
        for framework, path in paths.items()
    }
    telling.claim(
        f"On {data} the last line separates the classes.",
        not any(wrong.values()),
        epochs={framework: len(path) for framework, path in paths.items()},
        training_accuracy={framework: 1 - share for framework, share in wrong.items()},
    )
    telling.agree(
        f"On {data} the path of the line is the same in all panels.",
        {framework: _line(path) for framework, path in paths.items()},
    )


def _claim_curves(telling, every):
    for data, paths in every.items():
        telling.claim(
            f"On {words(data)} the perceptron converges: its last epoch has no mistake.",
            all(path[-1]["mistakes"] == 0 for path in paths.values()),
            epochs={framework: len(path) for framework, path in paths.items()},
        )
        telling.agree(
            f"On {words(data)} the perceptron loss after every epoch is the same in all panels.",
            {framework: [step["loss"] for step in path] for framework, path in paths.items()},
        )


def _tabulate(telling, every):
    rows = [
        dict(data=words(data), epoch=epoch + 1, framework=framework, value=count)
        for data, paths in every.items()
        for framework, path in paths.items()
        for epoch, count in enumerate(_mistakes(path))
    ]
    telling.table("mistakes", "Mistakes in each epoch", rows)


def _draw_boundaries(telling, data, split, names, paths):
    title = f"{words(data).capitalize()}: each epoch leaves its line, the boldest is the last"
    with telling.picture(f"boundary_{data}", title, height=3.6) as figure:
        found = together({framework: (_line(path),) for framework, path in paths.items()})
        every = by_panel(figure, found)
        for framework, axes in every.items():
            samples(axes, split.x_train, split.y_train)
            for age, (*w, b) in enumerate(reversed(found[framework][0])):
                style = dict(linewidth=2.4 if age == 0 else 0.9, alpha=0.9 * 0.8**age)
                boundary(axes, np.array(w), b, color=look(framework, len(paths))[1], **style)
            axes.set_xlabel(names[0])
        figure.axes[0].set_ylabel(names[1])
        figure.supxlabel("in standard deviations", fontsize=9)


def _draw_curves(telling, curves):
    title = "Mistakes and perceptron loss fall to zero, and there learning ends"
    with telling.picture("convergence", title, height=4.2) as figure:
        every = figure.subplots(2, len(curves), sharex="col", squeeze=False)
        for (above, below), (data, paths) in zip(every.T, curves.items(), strict=True):
            above.set_title(words(data))
            for axes, what in ((above, "mistakes"), (below, "loss")):
                drawn = lines(axes, {name: by_epoch([s[what] for s in path]) for name, path in paths.items()})
                axes.set_ylim(bottom=0)
                axes.grid(axis="y", alpha=0.12, color=INK)
            below.set_xlabel("epoch")
            below.xaxis.get_major_locator().set_params(integer=True)
        every[0, 0].set_ylabel("mistakes")
        every[1, 0].set_ylabel("loss afterwards")
        every[0, -1].legend(handles=drawn, loc="upper right")
