r"""A real case, end to end: from numbers in a file to a model, and from there to a judgement that one may act on.

Three cases, each with the network that suits its data. A *table*: 569 tumours, 30 measures of cell nuclei each, benign
or malignant, for an MLP with one hidden layer. *Images*: 1797 handwritten digits of 8 × 8 pixels, for LeNet. A
*sequence*: the same digits, read column by column from left to right by a GRU, which must remember what it saw.

First look at the numbers. The table's columns have units of their own, and the largest is a hundred thousand times the
smallest. A network that is given both as they are hears the large one alone. So every column is counted in deviations
from its mean, and both are taken from the training part: who looks at the test part for that has looked at the test.
Ink is from 0 to 1 already.

[raw]

Then put a quarter aside, with as many of each class in a hundred as there are in all. Then train. How many epochs, how
wide, at what rate is fixed here; how one finds that without a glance at the test part is the story of *tuning*. And
then judge, once. The *accuracy* is how often the likeliest class is the true one; the *baseline* how often somebody is
right who always says the commonest. Say how much luck there is in it, too: of other samples another share would have
been right, and Wilson's interval (1927), from … to, holds the true share in 95 cases of 100. With 143 patients it is
wide.

[judgement]

Which class was taken for which? A tumour taken for benign that is not is worse than a false alarm, and no accuracy says
which of the two it was. The matrix does: rows are what is true, columns what was said.

[confusion_tumours] [confusion_images] [confusion_strokes]

A network says more than a class. Its softmax gives every class a probability, and the largest is how sure it is. May
one believe that? It is *calibrated* if of all samples of which it is 80 % sure it has 80 % right: if the points lie on
the line. The bars are Wilson's intervals again; where there are few samples, nothing can be said. Guo et al., *On
Calibration of Modern Neural Networks*, 2017, found large ones far too sure. These small ones, stopped in time, are not.
That is worth something: a doctor may look again at the tenth of all samples of which the network is least sure, for it
holds far more than a tenth of the mistakes.

[calibration]

Last, look at every mistake. It is the hour best spent of all: here one finds wrong labels, broken samples, and what
the network does not understand. Of the tumours these are the ten measures of the worst cells: grey bands hold the
middle half of each class, lines are the patients that it was wrong about. The malignant tumours that it missed look
benign here: it was not careless, these measures hardly tell them apart.

[wrong_tumours]

And here are digits, with what each was taken for and how sure the network was: first those that LeNet got wrong, then
those of the GRU. Some we would not read ourselves. The two networks have nothing in common but the samples: one sees
the whole, one reads along. Yet they stumble over the same digits far more often than by chance. So much of an error
lies in the data, and no network takes it away. Most of it lies in the eight, which in 8 × 8 pixels looks like a one.

[wrong_images] [wrong_strokes]

*Exercise.* Give the network the raw numbers of the table, as they are in the file. What has it learned at the end, and
what happened at its first step?
"""

from textwrap import fill

import numpy as np
from scipy.stats import binomtest
from sklearn.datasets import load_breast_cancer
from sklearn.model_selection import train_test_split

from comparisons.declaring.beginnings import first_weights
from comparisons.declaring.data import breast_cancer, digit_images, digit_strokes
from comparisons.declaring.scores import categorical_accuracy
from reports.drawing import INK
from reports.fields import confusion, image

PLACE = 18

DIGITS = tuple("0123456789")
#: Of each case its data, model, classes, the shapes of its weights, and how it is trained. Momentum is such as float32
#: has exactly, and so Keras.
CASES = {
    "tumours": (
        breast_cancer, "models.mlp", ("malignant", "benign"),
        dict(W1=(30, 16), b1=16, W2=(16, 2), b2=2), dict(learning_rate=0.1, epochs=30),
    ),
    "images": (
        digit_images, "models.lenet", DIGITS,
        dict(K1=(3, 3, 1, 6), b1=6, K2=(3, 3, 6, 16), b2=16, W3=(64, 32), b3=32, W4=(32, 10), b4=10),
        dict(learning_rate=0.1, momentum=0.875, epochs=6),
    ),
    "strokes": (
        digit_strokes, "models.gru_classifier", DIGITS,
        dict(U=(16, 48), W=(8, 48), b_x=48, b_h=48, W_y=(16, 10), b_y=10),
        dict(learning_rate=0.2, momentum=0.875, epochs=4),
    ),
}  # fmt: skip
BINS = np.linspace(0, 1, 11)
WORST = slice(20, 30)  # the measures of the three worst cells


def tell(panels, telling, quick):
    """Look at the numbers, train, and judge: the table alone where it must be quick."""
    _tabulate_raw(telling)
    judged = {name: Judged(panels, name) for name in (["tumours"] if quick else CASES)}
    _tabulate(telling, judged)
    for name, case in judged.items():
        _draw_confusion(telling, name, case)
    _draw_calibration(telling, judged)
    _draw_wrong_tumours(telling, judged["tumours"])
    for name in [each for each in judged if each != "tumours"]:
        _draw_wrong_digits(telling, name, judged[name])
    if not quick:
        _claim_common(telling, judged["images"], judged["strokes"])


def exercise(panels, telling, quick):
    """One class, for everybody. The columns with large numbers make the first gradients so large that the first steps
    throw all weights far away. No hidden unit ever answers again, its ReLU is 0 for every patient, so no gradient
    reaches it; what is left is the last bias, and that learns which class is the commonest. A rate a hundred times
    smaller survives, and hears of little but the area.
    """
    x_train, x_test, y_train, y_test = _raw()
    _, model, _, shapes, how = CASES["tumours"]
    given = dict(x=x_train, y=y_train, **first_weights(shapes), **how | dict(epochs=3))
    runs = panels.answer(model, **given, held_out=dict(x=x_test, y=y_test))
    said = {framework: np.argmax(run["test_prediction"], axis=1) for framework, run in runs.items()}
    telling.claim(
        "Given raw numbers it calls every single patient's tumour benign.",
        all((each == 1).all() for each in said.values()),
        called_benign={framework: int(each.sum()) for framework, each in said.items()},
        of=len(y_test), first_loss={framework: run["loss"][0] for framework, run in runs.items()},
    )  # fmt: skip


class Judged:
    """A case: trained in all panels, and what each says of the test part, class by class, in probabilities."""

    def __init__(self, panels, name):
        self.data, self.model, self.classes, shapes, self.how = CASES[name]
        self.split = self.data()
        self.y = self.split.y_test
        given = self.split.training() | first_weights(shapes) | self.how
        self.runs = panels.answer(self.model, **given, held_out=self.split.test())
        self.z = {framework: run["test_prediction"] for framework, run in self.runs.items()}
        self.shares = panels.ask("activations.softmax", "y", x=self.z)
        counts = panels.ask("metrics.confusion_matrix", "value", z=self.z, y=self.y)
        self.confusions = {framework: each[-1].astype(int) for framework, each in counts.items()}
        self.share = next(iter(self.shares.values()))
        self.sure, self.said = self.share.max(axis=1), self.share.argmax(axis=1)
        self.wrong = self.said != self.y
        self.baseline = np.mean(self.y == np.bincount(self.split.y_train).argmax())


def _raw() -> list[np.ndarray]:
    """Return the table as it is in the file, parted as :func:`breast_cancer` does."""
    x, y = load_breast_cancer(return_X_y=True)
    return train_test_split(x, y, test_size=0.25, random_state=0, stratify=y)


def _interval(right) -> tuple[float, float]:
    return tuple(binomtest(int(np.sum(right)), len(right)).proportion_ci(method="wilson"))


def _tabulate_raw(telling):
    x, names = _raw()[0], load_breast_cancer().feature_names
    ends = zip(names, x.min(axis=0), x.max(axis=0), strict=True)
    rows = [dict(measure=str(name), smallest=low, largest=high) for name, low, high in ends][3:20:4]
    telling.table("raw", "Some columns of the table as they are in the file, training part", rows)
    middle = np.median(x, axis=0)
    telling.claim(
        "The median of one column is more than 100,000 times that of another.",
        middle.max() > 1e5 * middle.min(), largest=middle.max(), smallest=middle.min(),
    )  # fmt: skip


def _tabulate(telling, judged):
    rows = []
    for name, case in judged.items():
        for framework, run in case.runs.items():
            right = np.argmax(case.z[framework], axis=1) == case.y
            low, high = _interval(right)
            trained = categorical_accuracy(run["prediction"], case.split.y_train)
            told = {
                "baseline": case.baseline, "training accuracy": trained, "test accuracy": np.mean(right),
                "from": low, "to": high, "mean sureness": case.shares[framework].max(axis=1).mean(),
            }  # fmt: skip
            rows += [
                dict(case=name, what=what, framework=framework, value=float(each))
                for what, each in told.items()
            ]
            for part, accuracy in (("train", trained), ("test", np.mean(right))):
                telling.score(
                    data=case.data.__name__, model=case.model, framework=framework, metric="accuracy", split=part,
                    setting=" ".join(f"{each}={value}" for each, value in case.how.items()), value=accuracy,
                )  # fmt: skip
    telling.table("judgement", "Accuracy, with Wilson's interval from … to; and how sure it is", rows)
    wrong = {name: case.wrong.mean() for name, case in judged.items()}
    telling.claim(
        "Each errs on the test part less than a quarter as often as who always says the commonest class.",
        all(wrong[name] < (1 - case.baseline) / 4 for name, case in judged.items()), wrong=wrong,
    )  # fmt: skip
    low, high = _interval(~judged["tumours"].wrong)
    telling.claim(
        "What 143 patients say of the accuracy leaves more than five points in a hundred open.",
        high - low > 0.05, accuracy_from=low, to=high,
    )  # fmt: skip


def _draw_confusion(telling, name, case):
    title = f"{name.capitalize()}: which class was taken for which, on samples never seen"
    with telling.picture(f"confusion_{name}", title, height=1.3 + 0.3 * max(len(case.classes), 3)) as figure:
        confusion(figure.subplots(), np.stack(list(case.confusions.values())), case.classes)
    first, *others = case.confusions.values()
    telling.claim(
        f"All panels make the same mistakes on {name}.",
        all(np.array_equal(counts, first) for counts in others),
        mistakes={framework: int(counts.sum() - np.trace(counts)) for framework, counts in case.confusions.items()},
        of=len(case.y),
    )  # fmt: skip


def _draw_calibration(telling, judged):
    title = "How often they are right, by how sure they are; at the foot how many samples there are"
    with telling.picture("calibration", title, height=3.2) as figure:
        grid = figure.subplots(2, len(judged), sharex=True, sharey="row", squeeze=False, height_ratios=(3, 1))
        for (above, below), (name, case) in zip(grid.T, judged.items(), strict=True):
            bins = np.digitize(case.sure, BINS[1:-1])
            for each in np.unique(bins):
                right = ~case.wrong[bins == each]
                at = case.sure[bins == each].mean()
                above.plot([at, at], _interval(right), color=INK, linewidth=1.2, alpha=0.5)
                above.plot(at, right.mean(), "o", color=INK)
            above.plot([0, 1], [0, 1], color=INK, linewidth=0.8, linestyle=(0, (3, 3)))
            below.hist(case.sure, BINS, color=INK, alpha=0.5)
            above.set(title=name, ylim=(0, 1.03))
            below.set(xlabel="how sure", xlim=(0.2, 1.02), xticks=[0.25, 0.5, 0.75, 1])
            below.xaxis.set_major_formatter("{x:g}")
        grid[0, 0].set_ylabel("share right")
        grid[1, 0].set_ylabel("samples")
    off = {name: case.sure.mean() - np.mean(~case.wrong) for name, case in judged.items()}
    telling.claim(
        "On average each is as sure as it is right, to within eight points in a hundred.",
        all(abs(each) < 0.08 for each in off.values()), sureness_less_accuracy=off,
    )  # fmt: skip
    least = {name: case.wrong[np.argsort(case.sure)[: len(case.y) // 10]] for name, case in judged.items()}
    share = {name: each.sum() / judged[name].wrong.sum() for name, each in least.items()}
    telling.claim(
        "The tenth of which each is least sure holds more than a quarter of its mistakes.",
        min(share.values()) > 0.25, share_of_mistakes=share,
    )  # fmt: skip


def _draw_wrong_tumours(telling, case):
    x, y, x_test = case.split.x_train[:, WORST], case.split.y_train, case.split.x_test[:, WORST]
    names = [str(name).removeprefix("worst ") for name in load_breast_cancer().feature_names[WORST]]
    places = np.arange(len(names))
    with telling.picture(
        "wrong_tumours", "Patients that it was wrong about, among the others", 4.4
    ) as figure:
        axes = figure.subplots()
        for each, face in enumerate((0.35, 0.12)):
            low, high = np.quantile(x[y == each], (0.25, 0.75), axis=0)
            label = f"half of all {case.classes[each]}"
            axes.fill_betweenx(places, low, high, color=INK, alpha=face, linewidth=0, label=label)
        for each, style in enumerate(("-", (0, (2, 2)))):
            for place, patient in enumerate(x_test[case.wrong & (case.y == each)]):
                label = f"{case.classes[each]}, called {case.classes[1 - each]}" if place == 0 else None
                axes.plot(patient, places, color=INK, linewidth=1.2, linestyle=style, label=label)
        axes.set_yticks(places, [fill(name, 12) for name in names])
        axes.set(xlabel="deviations from the mean", ylim=(len(names) - 0.5, -0.5))
        figure.legend(loc="outside lower center", ncols=2)
    malignant, benign = (x[y == each].mean(axis=0) for each in (0, 1))
    missed = x_test[case.wrong & (case.y == 0)]
    to_malignant, to_benign = (np.linalg.norm(missed - each, axis=1) for each in (malignant, benign))
    telling.claim(
        "On average the malignant tumours that it missed are nearer to the mean benign than to the mean malignant one.",
        to_benign.mean() < to_malignant.mean(), to_benign=to_benign, to_malignant=to_malignant,
    )  # fmt: skip


def _draw_wrong_digits(telling, name, case):
    wrong = np.flatnonzero(case.wrong)[np.argsort(-case.sure[case.wrong])]
    title = f"{name.capitalize()} that it got wrong, the surest first: what it is, what it was taken for, how sure"
    with telling.picture(f"wrong_{name}", title, height=3.4) as figure:
        for axes, place in zip(figure.subplots(2, 6).flat, wrong[:12], strict=True):
            x = case.split.x_test[place]
            image(axes, -(x[..., 0] if name == "images" else x.T), -1, 0)
            axes.set_title(
                f"{case.y[place]} for {case.said[place]}\n{100 * case.sure[place]:.0f} %", fontsize=9.5
            )


def _claim_common(telling, images, strokes):
    both, chance = np.sum(images.wrong & strokes.wrong), images.wrong.mean() * strokes.wrong.sum()
    telling.claim(
        "Both networks err on the same digits more than twice as often as two that err by chance.",
        both > 2 * chance, both=both, by_chance=chance,
    )  # fmt: skip
    missed = {
        name: np.bincount(case.y[case.wrong], minlength=10)
        for name, case in (("images", images), ("strokes", strokes))
    }
    telling.claim(
        "Both miss the 8 more often than any other digit.",
        all(np.argmax(each) == 8 and (each == each.max()).sum() == 1 for each in missed.values()), missed=missed,
    )  # fmt: skip
