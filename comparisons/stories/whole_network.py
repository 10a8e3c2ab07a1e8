r"""A whole network: data in, a loss that falls until it falls no more, and a judgement on samples never seen.

Everything so far in one place. A hidden layer of ReLUs and a softmax learn to tell benign from malignant tumours (30
measures of cell nuclei, 569 patients) and to read handwritten digits (8 × 8 pixels, 1797 images). A quarter of each set
is put aside and not looked at until the end.

All panels get the same split, the same first weights (He's, with deviation √(2 / fan-in), so that signals keep their
size on their way through ReLUs) and the same minibatches in the same order. So they are one experiment, done three
times. Training has converged when it gains nothing more: here, when the last tenth of the epochs lowers the loss by
less than a hundredth of where it began.

Each panel adds up in an order of its own, so their losses are not the same to the last digit. How far they are apart is
counted in roundings of the largest loss. Hundreds of steps do not drive them apart: as gradient descent shows, a step
that shrinks the error shrinks that of rounding with it.

[losses]

On the training part hardly a mistake is left by then. What counts are those on the part that was put aside. A confusion
matrix says which class was taken for which: right answers lie on its diagonal.

[confusion_breast_cancer] [confusion_digits] [confusions]

*Exercise.* Let ``_weights`` return zeros. What does the network learn, and what does it answer?
"""

import numpy as np

from comparisons.declaring.beginnings import first_weights
from comparisons.declaring.data import breast_cancer, digits
from comparisons.declaring.scores import categorical_accuracy
from reports.drawing import INK, ROUNDINGS, apart, around, by_epoch, lines, logarithmic, note, words
from reports.fields import confusion

PLACE = 9

#: Each data set with the names of its classes, hidden units and epochs. The quick size is the first alone.
SETS = (
    (breast_cancer, ("malignant", "benign"), 16, 60),
    (digits, tuple("0123456789"), 32, 40),
)
LEARNING_RATE = 0.3


def tell(panels, telling, quick):
    """Train the network on each data set, judge it, and draw."""
    sets = SETS[:1] if quick else SETS
    every = {words(data.__name__): _trained(panels, data(), _weights, *rest) for data, *rest in sets}
    losses = {name: {panel: run["loss"] for panel, run in runs.items()} for name, runs in every.items()}
    _draw_losses(telling, losses)
    for name in losses:
        _claim_convergence(telling, name, losses[name])

    table = []
    for data, classes, hidden, epochs in sets:
        name, split, runs = words(data.__name__), data(), every[words(data.__name__)]
        setting = f"hidden={hidden} epochs={epochs} learning_rate={LEARNING_RATE}"
        _score(telling, data.__name__, split, runs, setting)
        confusions = {panel: _confusions(run, split.y_test, len(classes)) for panel, run in runs.items()}
        _draw_confusions(telling, data.__name__, classes, confusions)
        _claim_skill(telling, name, split, runs, confusions)
        table += _mistakes(name, classes, confusions)
    telling.table("confusions", "Mistakes on samples never seen", table)


def exercise(panels, telling, quick):
    """It learns how common each class is, and answers the commonest whatever it sees. Where W₁ and W₂ are 0 the hidden
    units are 0, and no gradient passes them: dW₂ = A₁ᵀ dZ₂ is 0, for A₁ is, and dA₁ = dZ₂ W₂ᵀ is 0, for W₂ is. Both
    stay 0 for ever, and only the last bias moves. First weights must differ for units to become different.
    """
    data, classes, hidden, _ = SETS[0]
    split = data()
    runs = _trained(panels, split, _zeros, classes, hidden, epochs=5)
    commonest = _commonest(split.y_test)
    accuracy = {
        name: categorical_accuracy(run["test_prediction"], split.y_test) for name, run in runs.items()
    }
    telling.claim(
        "From zeros, W₁ and W₂ stay exactly 0, and the network is right as often as who always says the commonest.",
        all(not run["W1"].any() and not run["W2"].any() for run in runs.values())
        and all(np.isclose(value, commonest) for value in accuracy.values()),
        test_accuracy=accuracy,
        of_the_commonest_class=commonest,
        last_bias={name: run["b2"] for name, run in runs.items()},
    )


def _trained(panels, split, weights, classes, hidden, epochs) -> dict:
    """Train the network from first weights in every panel."""
    first = weights(split.x_train.shape[1], hidden, len(classes))
    settings = dict(learning_rate=LEARNING_RATE, epochs=epochs, held_out=split.test())
    return panels.answer("models.mlp", **split.training(), **first, **settings)


def _zeros(features, hidden, classes) -> dict:
    return {name: np.zeros_like(each) for name, each in _weights(features, hidden, classes).items()}


def _weights(features, hidden, classes) -> dict:
    shapes = dict(W1=(features, hidden), b1=hidden, W2=(hidden, classes), b2=classes)
    return first_weights(shapes, gain=2)


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
    commonest = _commonest(split.y_test)
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


def _commonest(y) -> float:
    """Return the share of the commonest class."""
    return np.max(np.bincount(y)) / len(y)


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
    with telling.picture("losses", title, height=4.6) as figure:
        grid = figure.subplots(
            2, len(losses), sharex="col", sharey="row", squeeze=False, height_ratios=[5, 3]
        )
        for (above, below), (data, by_panel) in zip(grid.T, losses.items(), strict=True):
            curves = {name: by_epoch(loss) for name, loss in by_panel.items()}
            drawn = lines(above, curves)
            apart(below, curves)
            above.set(title=data, ylabel="cross-entropy")
            below.set(xlabel="epoch", ylim=(0, 3 * ROUNDINGS))
            above.grid(axis="y", alpha=0.12, color=INK)
            for axes in (above, below):
                axes.label_outer()
        logarithmic(
            above.yaxis, *around(*[loss for by_panel in losses.values() for loss in by_panel.values()])
        )
        note(grid[1, 0], "allowed", (1, ROUNDINGS), up=2, ha="left")
        above.legend(handles=drawn, loc="upper right")
        below.legend(loc="center right")


def _draw_confusions(telling, data, classes, confusions):
    """Draw one matrix for all panels; where they differ, a cell holds what each of them counts."""
    title = f"{words(data).capitalize()}: which class was taken for which, on samples never seen"
    with telling.picture(f"confusion_{data}", title, height=1.6 + 0.33 * max(len(classes), 4)) as figure:
        confusion(figure.subplots(), np.stack(list(confusions.values())), classes)
