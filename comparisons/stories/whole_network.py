r"""A whole network: data in, a loss that falls until it falls no more, and a judgement on samples never seen.

Everything so far in one place. A hidden layer of ReLUs and a softmax learn to tell benign from malignant tumours (30
measures of cell nuclei, 569 patients) and to read handwritten digits (8 × 8 pixels, 1797 images). A quarter of each set
is put aside and not looked at until the end.

All panels get the same split, the same first weights (He's, with deviation √(2 / fan-in), so that signals keep their
size on their way through ReLUs) and the same minibatches in the same order. So they are one experiment, done three
times: after hundreds of steps the losses still agree to the last few digits.

Training has converged when it gains nothing more: here, when the last tenth of the epochs lowers the loss by less than
a hundredth of where it began. On the training part hardly a mistake is left by then. What counts are those on the part
that was put aside; the confusion matrix says which class was taken for which.
"""

import numpy as np
from matplotlib.patches import Rectangle

from comparisons.declaring.data import breast_cancer, digits
from comparisons.declaring.scores import categorical_accuracy
from reports.drawing import INK, lines, logarithmic

PLACE = 9

#: Each data set with the names of its classes, hidden units and epochs. The quick size is the first alone.
SETS = (
    (breast_cancer, ("malignant", "benign"), 16, 60),
    (digits, tuple("0123456789"), 32, 40),
)
LEARNING_RATE = 0.3


def tell(panels, telling, quick):
    """Train the network on each data set, judge it, and draw."""
    losses, table, matrices = {}, [], {}
    for data, classes, hidden, epochs in SETS[:1] if quick else SETS:
        name, split = data.__name__, data()
        settings = dict(learning_rate=LEARNING_RATE, epochs=epochs)
        weights = _weights(split.x_train.shape[1], hidden, len(classes))
        runs = panels.answer("models.mlp", **split.training(), **weights, **settings, held_out=split.test())
        losses[name] = {framework: run["loss"] for framework, run in runs.items()}
        confusions = {
            framework: _confusions(run, split.y_test, len(classes)) for framework, run in runs.items()
        }
        matrices[name] = classes, confusions
        table += _mistakes(name, classes, confusions)
        _score(telling, name, split, runs, f"hidden={hidden} epochs={epochs} learning_rate={LEARNING_RATE}")
        _claim_convergence(telling, name, losses[name])
        _claim_skill(telling, name, split, runs, confusions)
    telling.table("confusions", "Mistakes on samples never seen", table)
    _draw_losses(telling, losses)
    for name, (classes, confusions) in matrices.items():
        _draw_confusions(telling, name, classes, confusions)


def _weights(features, hidden, classes) -> dict:
    """Return He's first weights: He, Zhang, Ren & Sun, *Delving deep into rectifiers*, 2015."""
    rng = np.random.default_rng(0)
    return dict(
        W1=rng.standard_normal((features, hidden)) * np.sqrt(2 / features),
        b1=np.zeros(hidden),
        W2=rng.standard_normal((hidden, classes)) * np.sqrt(2 / hidden),
        b2=np.zeros(classes),
    )


def _score(telling, data, split, runs, setting):
    for framework, run in runs.items():
        for part, prediction, y in (
            ("train", run["prediction"], split.y_train), ("test", run["test_prediction"], split.y_test),
        ):  # fmt: skip
            telling.score(
                data=data, model="models.mlp", framework=framework, setting=setting, split=part,
                metric="accuracy", value=categorical_accuracy(prediction, y),
            )  # fmt: skip


def _claim_convergence(telling, data, losses):
    gains = {framework: _gain(loss) for framework, loss in losses.items()}
    telling.claim(
        f"On {data} training has converged: the last tenth of its epochs gains less than 1 % of the first loss.",
        max(gains.values()) < 0.01,
        first_loss={framework: loss[0] for framework, loss in losses.items()},
        last_loss={framework: loss[-1] for framework, loss in losses.items()},
        gain_in_the_last_tenth=gains,
    )
    telling.agree(f"On {data} the loss of every epoch is the same in all panels.", losses)


def _claim_skill(telling, data, split, runs, confusions):
    commonest = np.max(np.bincount(split.y_test)) / len(split.y_test)
    accuracy = {
        framework: categorical_accuracy(run["test_prediction"], split.y_test)
        for framework, run in runs.items()
    }
    telling.claim(
        f"On {data} it errs on new samples less than a quarter as often as who always says the commonest class.",
        all(1 - value < (1 - commonest) / 4 for value in accuracy.values()),
        test_accuracy=accuracy,
        of_the_commonest_class=commonest,
    )
    telling.claim(
        f"On {data} all panels make the same mistakes.",
        all(np.array_equal(counts, next(iter(confusions.values()))) for counts in confusions.values()),
        mistakes={
            framework: int(counts.sum() - np.trace(counts)) for framework, counts in confusions.items()
        },
        of=len(split.y_test),
    )


def _gain(loss) -> float:
    """Return how much the last tenth of the epochs lowers the loss, as a share of the first loss."""
    return (loss[-1 - len(loss) // 10] - loss[-1]) / loss[0]


def _confusions(run, y, classes) -> np.ndarray:
    """Return how often a sample of one class (row) was taken for another (column)."""
    counts = np.zeros((classes, classes), int)
    np.add.at(counts, (y, np.argmax(run["test_prediction"], axis=1)), 1)
    return counts


def _mistakes(data, classes, confusions) -> list[dict]:
    return [
        dict(
            data=data, true=classes[true], taken_for=classes[taken],
            framework=framework, value=int(counts[true, taken]),
        )
        for true in range(len(classes))
        for taken in range(len(classes))
        if true != taken and any(counts[true, taken] for counts in confusions.values())
        for framework, counts in confusions.items()
    ]  # fmt: skip


def _draw_losses(telling, losses):
    title = "The loss falls until it falls no more, by the same numbers in all panels"
    every = np.concatenate([loss for by_panel in losses.values() for loss in by_panel.values()])
    with telling.picture("losses", title, height=3.0) as figure:
        grid = figure.subplots(1, len(losses), sharey=True, squeeze=False)[0]
        for axes, (data, by_panel) in zip(grid, losses.items(), strict=True):
            lines(axes, {name: (range(1, len(loss) + 1), loss) for name, loss in by_panel.items()})
            axes.set(title=data.replace("_", " "), xlabel="epoch")
            logarithmic(axes.yaxis, every.min() / 1.3, every.max() * 1.3)
            axes.grid(axis="y", alpha=0.12, color=INK)
        grid[0].set_ylabel("cross-entropy")
        grid[-1].legend()


def _draw_confusions(telling, data, classes, confusions):
    """Draw one matrix for all panels; where they differ, a cell holds what each of them counts."""
    title = f"{data.replace('_', ' ').capitalize()}: which class was taken for which, on samples never seen"
    with telling.picture(f"confusion_{data}", title, height=1.6 + 0.33 * max(len(classes), 4)) as figure:
        axes = figure.subplots()
        every = np.stack(list(confusions.values()))
        for true, taken in np.ndindex(every.shape[1:]):
            _draw_cell(axes, true, taken, list(dict.fromkeys(every[:, true, taken])))
        last = len(classes) - 0.5
        axes.set(xlim=(-0.5, last), ylim=(last, -0.5), xlabel="taken for", ylabel="true class")
        axes.set_xticks(range(len(classes)), classes)
        axes.set_yticks(range(len(classes)), classes)
        axes.tick_params(length=0)
        axes.spines["bottom"].set_visible(False)


def _draw_cell(axes, true, taken, counts):
    """Draw a cell, lightly shaded on the diagonal and the darker off it the more mistakes there are."""
    shade = 0.1 if true == taken else min(0.1 + 0.08 * max(counts), 0.5)
    if any(counts):
        axes.add_patch(Rectangle((taken - 0.47, true - 0.45), 0.94, 0.9, facecolor=INK, alpha=shade))
    axes.text(taken, true, "/".join(map(str, counts)) if any(counts) else "·", ha="center", va="center")
