r"""Is regularization worth it: five ways against the gap between what was learnt and what is new, and what they win.

A network with more weights than samples can learn these by heart. What it then knows of new samples is another matter,
and the difference is the gap:

    gap = accuracy on samples that it learnt from − accuracy on new ones

Regularization makes training harder in the hope that the gap shrinks. Five ways are tried here, on a hidden layer of 64
ReLUs that reads digits of 8 × 8 pixels, with 100 samples and with 1340. It has 4810 weights.

    L1              loss + λ Σ |w|      what does not help becomes 0
    L2              loss + λ Σ w²       no weight grows large
    dropout         h ⊙ κ / (1 − p)     half of the hidden units are left out
    augmentation    x, moved            by a pixel at most, anew in each step
    early stopping  the best epoch      as a fifth of the samples says

Their sources are named on the pages of the concepts. With 100 samples all is done ten times, each time with another
hundred; with 1340 three times, from other first weights. What is told is the mean. What a way wins is told over no
regularization in the same run, with the standard error of its mean.

[accuracy] [gap]

So there is a gap, and more samples close it better than any of the five. Those hardly close it, on new digits they win
next to nothing, and some cost. A weak penalty changes nothing; a strong one keeps the network from learning what there
is to learn. Who holds samples out to know when to stop has fewer to learn from. Who moves the digits learns what nobody
asks for: all digits of this set stand in the middle, the new ones too.

And yet the penalties do what they say. Pixels at the edge have no ink in any sample: no gradient moves their weights,
and without a penalty these stay for ever what chance made them. L2 pulls every weight towards 0 in proportion to its
size, L1 all alike, so that most end near it. They do not stop at exactly 0, for a step of gradient descent overshoots.

[weights]

Early stopping watches the loss of the samples that are held out. It falls and levels off, and on these clean digits it
hardly rises again: there is little to be stopped.

[watched]

When is it worth it, then? When the world is as the way pretends that it is. Let the new digits be moved by a pixel at
most, which no reader would notice. The network that saw them in the middle alone is lost; the one that saw them moved
is not. A regularization says something about the world, and it is worth as much as that is true.

[moved]

What of this was asked of whom? Early stopping as it is drawn here, with a look every ten epochs, ran in all panels.
With L1 and L2 a step is the network's own and, beside it, one against the gradient of the penalty; all panels did the
first ones, and came to the same weights. The long runs are scratch's alone, by the same functions and its chain rule.
Each λ is a power of two: Keras passes it through float32, which holds these exactly. Dropout is drawn by each panel
itself, so no two of them can go the same way; what they leave out is held against chance instead.

[panels]

*Exercise.* Give one digit in five a wrong class: call ``_labels(y, wrong=0.2)`` before the network learns from 1340 of
them, and test on true ones. Which of the ways are worth it now, and what becomes of the training accuracy?
"""

import numpy as np

from comparisons.declaring.beginnings import first_weights
from comparisons.declaring.data import digit_images
from comparisons.declaring.scores import categorical_accuracy
from comparisons.declaring.vectors import flat
from reports.drawing import INK, lines, logarithmic
from reports.numbers import minus
from scratch.activations.relu import relu
from scratch.chain import add
from scratch.linear.dense import dense
from scratch.losses.sparse_categorical_cross_entropy import sparse_categorical_cross_entropy
from scratch.models import mlp
from scratch.regularization.dropout import draw, dropout
from scratch.regularization.flips_and_crops import draw_corner, flips_and_crops
from scratch.regularization.l1 import l1
from scratch.regularization.l2 import l2
from scratch.training import train

PLACE = 10

FEW, MANY = 100, 1340
HIDDEN, LEARNING_RATE, BATCH = 64, 0.3, 20
HOW = dict(learning_rate=LEARNING_RATE, batch_size=BATCH)
LOOK = 10  # epochs from one look at what is held out to the next, in all panels

#: The ways, each with its concept and how strong it is: λ, p, or pixels.
WAYS = {
    "none": ("models.mlp", 0.0),
    "L1, weak": ("regularization.l1", 2.0**-13),
    "L1, strong": ("regularization.l1", 2.0**-9),
    "L2, weak": ("regularization.l2", 2.0**-12),
    "L2, strong": ("regularization.l2", 2.0**-8),
    "dropout": ("regularization.dropout", 0.5),
    "augmentation": ("regularization.flips_and_crops", 1),
    "early stopping": ("regularization.early_stopping", 0.2),
}
PENALTIES = {"regularization.l1": l1, "regularization.l2": l2}


def tell(panels, telling, quick, data=digit_images):
    """Train in every way with few samples and with many; look at weights, at early stopping, and at moved digits."""
    split = data()
    epochs, runs = (
        ({FEW: 40, MANY: 4}, {FEW: 2, MANY: 1}) if quick else ({FEW: 200, MANY: 60}, {FEW: 10, MANY: 3})
    )
    learnt = {
        (samples, way): [
            _learn(way, *_part(split, samples, run), run, epochs[samples]) for run in range(runs[samples])
        ]
        for samples in (FEW, MANY)
        for way in WAYS
    }
    scores = {
        key: np.array([_judge(split, key[0], *each) for each in enumerate(m)]).T for key, m in learnt.items()
    }
    _draw_accuracy(telling, scores)
    _tabulate_gap(telling, scores)
    shown = {way.split(",")[0]: learnt[FEW, way][0]["W1"] for way in ("none", "L2, strong", "L1, strong")}
    _draw_weights(telling, shown)
    _draw_watched(
        telling, {name: _watch(panel, split, epochs[FEW] // LOOK) for name, panel in panels.items()}
    )
    _draw_moved(telling, split, scores)
    _step_together(telling, panels, split, 1 if quick else FEW // BATCH)


def exercise(panels, telling, quick, data=digit_images):
    """All of them. Without regularization the network learns the wrong classes too, one by one, and what it knew of
    digits suffers. Each of the ways leaves it less room for single samples, and what holds for many of them wins. The
    training accuracy falls to about four in five, and rightly so: a fifth of what was to be learnt is wrong.
    Regularization is worth it where single samples cannot be trusted.
    """
    split = data()
    x, y = (each[: 400 if quick else MANY] for each in _part(split, MANY, 0))
    lying = _labels(y, wrong=0.2)
    ways = ["none", "dropout"] if quick else [way for way in WAYS if "weak" not in way]
    models = {way: _learn(way, x, lying, 0, epochs=60) for way in ways}
    new = {way: _accuracy(model, *_new(split)) for way, model in models.items()}
    telling.claim(
        "With one class in five wrong, each way but the weak penalties wins more than five points on new images.",
        all(value > new["none"] + 0.05 for way, value in new.items() if way != "none"),
        new=new,
        learnt={way: _accuracy(model, x, lying) for way, model in models.items()},
    )


def _part(split, samples, run) -> tuple[np.ndarray, np.ndarray]:
    """Return images (n 8 8 1) and classes to learn from: of few another part in each run, of many always the same."""
    first = run * FEW if samples == FEW else 0
    return split.x_train[first : first + samples], split.y_train[first : first + samples]


def _new(split, moved=False) -> tuple[np.ndarray, np.ndarray]:
    """Return images and classes that no run learns from."""
    return _moved(split.x_test, np.random.default_rng(0)) if moved else split.x_test, split.y_test


def _moved(x, rng) -> np.ndarray:
    """Return images, each moved by a pixel at most across and down."""
    corner = draw_corner(rng, (len(x), 2), padding=1)
    return flips_and_crops(x, np.zeros(len(x), bool), corner, padding=1)[0]


def _labels(y, wrong) -> np.ndarray:
    """Return classes, of which a share is another than it was."""
    rng = np.random.default_rng(0)
    return np.where(rng.random(len(y)) < wrong, (y + rng.integers(1, 10, len(y))) % 10, y)


def _weights(run) -> dict:
    """Return He's first weights."""
    shapes = dict(W1=(64, HIDDEN), b1=HIDDEN, W2=(HIDDEN, 10), b2=10)
    return first_weights(shapes, gain=2, start=run)


def _learn(way, x, y, run, epochs) -> dict:
    """Return the weights that scratch learns in one way."""
    if way == "early stopping":
        return _stopped(x.reshape(-1, 64), y, _weights(run), epochs)
    (concept, strength), rng = WAYS[way], np.random.default_rng(run)

    def loss_of(chain, x, y, W1, b1, W2, b2):
        x = _moved(x, rng) if way == "augmentation" else x
        h = chain(relu, chain(dense, x.reshape(-1, 64), W1, b1))
        if way == "dropout":
            h = chain(dropout, h, draw(rng, h.shape, rate=strength), rate=strength)
        loss = chain(sparse_categorical_cross_entropy, chain(dense, h, W2, b2), y)
        for W in (W1, W2) if concept in PENALTIES else ():
            loss = chain(add, loss, chain(PENALTIES[concept], W, lambd=strength))
        return loss

    return train(loss_of, (x, y), _weights(run), **HOW, momentum=0.0, epochs=epochs)


def _stopped(x, y, weights, epochs) -> dict:
    """Learn from four fifths, and return the weights of the epoch whose loss is lowest on the last fifth."""
    kept, lowest = len(x) * 4 // 5, np.inf
    for _ in range(epochs):
        run = mlp.mlp(x[:kept], y[:kept], **weights, **HOW, epochs=1)
        weights = {name: run[name] for name in weights}
        loss, _ = sparse_categorical_cross_entropy(mlp.predict(x[kept:], **weights), y[kept:])
        if loss < lowest:
            lowest, best = loss, weights
    return best


def _accuracy(model, x, y) -> float:
    weights = {name: model[name] for name in ("W1", "b1", "W2", "b2")}
    return categorical_accuracy(mlp.predict(x.reshape(-1, 64), **weights), y)


def _judge(split, samples, run, model) -> tuple[float, ...]:
    """Return the accuracy on what was learnt, on new images, and on new images that are moved."""
    asked = _part(split, samples, run), _new(split), _new(split, moved=True)
    return tuple(_accuracy(model, *each) for each in asked)


def _draw_accuracy(telling, scores):
    title = "Accuracy on samples that it learnt from (bar) and on new ones (dot): the line is the gap"
    with telling.picture("accuracy", title, height=3.2) as figure:
        every = figure.subplots(1, 2, sharex=True, sharey=True)
        for axes, samples in zip(every, (FEW, MANY), strict=True):
            for row, way in enumerate(WAYS):
                learnt, new, _ = scores[samples, way].mean(axis=1)
                axes.plot([new, learnt], [row, row], color=INK, linewidth=1.2)
                axes.plot(learnt, row, "|", color=INK, markersize=9, markeredgewidth=2, clip_on=False)
                axes.plot(new, row, "o", color=INK)
            none = scores[samples, "none"][1].mean()
            axes.axvline(none, color=INK, linewidth=0.9, linestyle=(0, (2, 3)))
            axes.set(title=f"{samples} samples", xlabel="accuracy")
        every[0].set_yticks(range(len(WAYS)), WAYS)
        every[0].invert_yaxis()
    gaps = {samples: -np.diff(scores[samples, "none"][:2], axis=0).mean() for samples in (FEW, MANY)}
    telling.claim(
        "With nothing against it the gap is more than five points after 100 samples, and less than half as wide after "
        "1340.",
        gaps[FEW] > 0.05 and gaps[MANY] < gaps[FEW] / 2,
        gaps={str(samples): gap for samples, gap in gaps.items()},
    )


def _tabulate_gap(telling, scores):
    rows, best = [], {}
    for (samples, way), each in scores.items():
        known, new, _ = each.mean(axis=1)
        wins = 100 * (each[1] - scores[samples, "none"][1])
        error = f" ± {wins.std(ddof=1) / np.sqrt(len(wins)):.1f}" if len(wins) > 1 else ""
        points = minus(f"{wins.mean():+.1f}{error}") if way != "none" else ""
        told = dict(learnt=known, new=new, gap=known - new, wins_points=points)
        rows.append(dict(samples=samples, way=way) | told)
        best[samples] = max(best.get(samples, -100), wins.mean() if way != "none" else -100)
        where = dict(data="digits", model="models.mlp", framework="scratch", metric="accuracy")
        for split, value in (("train", known), ("test", new)):
            telling.score(**where, setting=f"{way}, {samples} samples", split=split, value=value)
    telling.table("gap", "Accuracy on what was learnt and on what is new, and points won over none", rows)
    telling.claim(
        "Whichever way is the best, it wins less than two points in the mean, with few samples and with many.",
        max(best.values()) < 2,
        best={str(samples): points for samples, points in best.items()},
    )


def _draw_weights(telling, weights):
    title = "Weights of the first layer, learnt from one hundred images"
    with telling.picture("weights", title, height=2.4) as figure:
        every = figure.subplots(1, len(weights), sharex=True, sharey=True)
        for axes, (way, W) in zip(every, weights.items(), strict=True):
            axes.hist(W.ravel(), np.linspace(-0.61, 0.61, 62), color=INK, alpha=0.7)
            logarithmic(axes.yaxis, 0.8, W.size)
            axes.set(title=way, xlabel="weight")
        every[0].set_ylabel(f"how many of {W.size}")
    small = {way: np.mean(np.abs(W) < 0.01) for way, W in weights.items()}
    telling.claim(
        "With L1 at least five times as many weights are within 0.01 of 0 as without a penalty.",
        small["L1"] > 5 * small["none"],
        share=small,
    )


def _watch(panel, split, looks) -> dict[str, np.ndarray]:
    """Train on 80 images; return at every look the loss of 20 that are held out and of new ones, and their logits."""
    (x, y), (x_new, y_new) = _part(split, FEW, 0), _new(split)
    kept, weights, logits = FEW * 4 // 5, _weights(0), []
    asked, truth = np.concatenate([x[kept:], x_new]).reshape(-1, 64), np.concatenate([y[kept:], y_new])
    for _ in range(looks):  # the epochs of each are put as one, in which the samples come again and again
        x_long, y_long = np.tile(x[:kept].reshape(-1, 64), (LOOK, 1)), np.tile(y[:kept], LOOK)
        run = panel.answer(
            "models.mlp", x=x_long, y=y_long, **weights, **HOW, epochs=1, held_out=dict(x=asked)
        )
        weights = {name: run[name] for name in weights}
        logits.append(run["test_prediction"])
    asked = dict(z=np.array(logits), y=np.tile(truth, (looks, 1)), reduction="none")
    losses = panel.answer("losses.sparse_categorical_cross_entropy", **asked)["loss"]
    means = dict(held_out=losses[:, : FEW - kept].mean(axis=1), new=losses[:, FEW - kept :].mean(axis=1))
    best = logits[np.argmin(means["held_out"])][FEW - kept :]
    return means | dict(epochs=LOOK * (1 + np.arange(looks)), accuracy=categorical_accuracy(best, y_new))


def _draw_watched(telling, watched):
    title = "The loss of 20 images that are held out (solid) and of new ones (dashed), while 80 are learnt"
    with telling.picture("watched", title, height=2.6) as figure:
        axes = figure.subplots()
        for split, style in (("new", (0, (4, 2))), ("held_out", "-")):
            curves = {name: (each["epochs"], each[split]) for name, each in watched.items()}
            drawn = lines(axes, curves, linestyle=style)
        axes.set(xlabel="epoch", ylabel="cross-entropy", ylim=(0, None), xlim=(0, None))
        axes.legend(handles=drawn)
    telling.scores(
        {name: each["accuracy"] for name, each in watched.items()},
        data="digits", model="models.mlp", setting="early stopping, 80 samples", split="test", metric="accuracy",
    )  # fmt: skip
    losses = {name: np.array([each["held_out"], each["new"]]) for name, each in watched.items()}
    telling.agree("At every look the losses are the same in all panels.", losses)
    rises = {name: held_out[-1] / held_out.min() - 1 for name, (held_out, _) in losses.items()}
    telling.claim(
        "At the end the loss of what is held out is less than a quarter above its lowest.",
        max(rises.values()) < 0.25, above_the_lowest=rises,
    )  # fmt: skip


def _draw_moved(telling, split, scores):
    title = "New images as they are, and moved by a pixel at most"
    with telling.picture("moved", title, height=2.1) as figure:
        every = figure.subplots(2, 7)
        for row, moved in zip(every, (False, True), strict=True):
            for axes, image in zip(row, _new(split, moved)[0], strict=False):
                axes.pcolormesh(image[::-1, :, 0], cmap="cividis", edgecolors="face", linewidth=0.5)
                axes.set(aspect="equal", xticks=[], yticks=[])
                axes.spines[:].set_visible(False)
    new, moved = ({way: scores[MANY, way][row].mean() for way in ("none", "augmentation")} for row in (1, 2))
    lost = {way: new[way] - moved[way] for way in new}
    telling.claim(
        "After 1340 samples, moving new images costs a network that saw none moved more than thirty points, and one "
        "that did less than a third of that.",
        lost["none"] > 0.3 and lost["augmentation"] < lost["none"] / 3,
        accuracy_as_they_are=new, moved=moved,
    )  # fmt: skip


def _step_together(telling, panels, split, steps):
    """Take the first steps with each penalty in all panels, and through scratch's chain; drop units in all panels."""
    (x, y), reached, sizes = _part(split, FEW, 0), {}, {}
    for way in ("L1, strong", "L2, strong"):
        steered = {name: _steps(panel, *WAYS[way], x, y, steps) for name, panel in panels.items()}
        sizes[way] = {name: float(np.abs(weights["W1"]).sum()) for name, weights in steered.items()}
        steered["chain"] = _learn(way, x[: steps * BATCH], y[: steps * BATCH], run=0, epochs=1)
        reached[way] = {name: flat({key: w[key] for key in _weights(0)}) for name, w in steered.items()}
    telling.by_panel("panels", f"The sum of all |W₁| after {steps} steps with a penalty", "way", sizes)
    for way, each in reached.items():
        telling.agree(f"With {way}, all panels come to the weights that scratch's chain rule comes to.", each)
    (concept, rate), h = WAYS["dropout"], np.ones((FEW, HIDDEN))
    kept = draw(np.random.default_rng(0), h.shape, rate=rate)
    dropped = panels.ask(concept, "y", x=h, kept=kept, rate=rate)
    left_out = {name: np.mean(y == 0) for name, y in dropped.items()}
    telling.claim(
        "Dropout leaves out between 45 and 55 of a hundred units, in every panel.",
        all(0.45 < share < 0.55 for share in left_out.values()), left_out=left_out, units=h.size,
    )  # fmt: skip


def _steps(panel, penalty, lambd, x, y, steps) -> dict:
    """Step through minibatches: the network's own step, and beside it one against the gradient of the penalty."""
    weights = _weights(0)
    for start in range(0, steps * BATCH, BATCH):
        batch = dict(x=x[start : start + BATCH].reshape(-1, 64), y=y[start : start + BATCH])
        run = panel.answer("models.mlp", **batch, **weights, **HOW, epochs=1)
        pulls = {
            name: panel.answer(penalty, w=weights[name], lambd=lambd, cotangents=dict(dpenalty=1.0))["dw"]
            for name in ("W1", "W2")
        }
        weights = {name: run[name] - LEARNING_RATE * pulls.get(name, 0) for name in weights}
    return weights
