r"""Tuning: three ways to look for a good learning rate, width and L2, and how little they differ once one has looked.

A network learns its weights. Its learning rate α, its number of hidden units h and the strength λ of L2 it does not
learn: somebody must choose them first. The test part must not help, or it tests nothing any more. So the training part
is cut into three *folds*, each with as many of every class. Train on two, count what is right in the third; take turns;
and take the mean:

    score(α, h, λ) = mean over folds of the share right

That is *cross-validation* (Stone, *Cross-Validatory Choice and Assessment of Statistical Predictions*, 1974). Here are
180 digits for it, and MLPs with one hidden layer, trained for eight epochs. L2 pulls every weight to zero, by the
factor 1 − α λ a step; here the pulls of an epoch come together, after it.

All 135 combinations of nine rates, five widths and three strengths were trained, each in three folds, by scratch alone.
Nobody does that with a large network. It is done here to know what there was to find; and then a search may look up
what would take it hours, and can be repeated many times, so that no tale is told of one lucky run (so do Klein &
Hutter, *Tabular Benchmarks for Joint Architecture and Hyperparameter Optimization*, 2019).

What there is to find is a ridge. The rate decides: ten times too small, and eight epochs are not enough; a little too
large, and nothing is learned at all. Beside that, width matters little once there are some sixteen units, and L2
hardly, unless it crushes everything. That few of many settings matter is what one mostly finds (Bergstra & Bengio,
*Random Search for Hyper-Parameter Optimization*, JMLR 2012, section 4).

[landscape] [effects]

Three searches may try 27 settings each. A *grid* takes three values of each, 3 · 3 · 3. *Random search* draws 27.
*Optuna* is a library (Akiba et al., KDD 2019), and its method here the tree-structured Parzen estimator (Bergstra et
al., NeurIPS 2011): its first ten trials are drawn; then it looks at the better of all so far, and draws where these are
dense and the others are not.

A grid is said to be the worst of the three: it tries three rates and no more, each of them nine times, and if the ridge
lies between them, all 27 miss it. Not so here. Its rates are apart by a factor of 5.6, and the ridge is wider than
that: wherever the grid begins, it finds it. Random search, which has another rate in every trial, is sometimes unlucky.
Optuna's last trials are nearly all good ones, and so it hardly ever ends badly.

[searches] [found]

And now the sober end. Of 180 answers with 88 % right, one standard error is 2.4 points in a hundred; what the three
find differs by less. And the best of 135 noisy scores is the best *and* the luckiest. Let folds be cut anew and
networks begin anew: the ten best of before lose. So look for the ridge; which stone on it one stands on is noise. The
winner is trained once more, on all 180 digits and by all panels, and judged by digits that no search has seen.

[winner]

Is there a shorter way to the rate? One run of a few dozen steps, in which the rate grows from step to step: first the
loss stands still, then it falls, then it explodes. A good rate lies on the slope before that (Smith, *Cyclical Learning
Rates for Training Neural Networks*, WACV 2017, section 3.3). It costs less than one setting in one fold.

[range_test]

*Exercise.* Money is short: let every search try eight settings only, and the grid two values of each. Who suffers?
"""

from functools import cache

import numpy as np
import optuna
from sklearn.model_selection import StratifiedKFold

from comparisons.declaring.beginnings import first_weights
from comparisons.declaring.data import digits
from comparisons.declaring.scores import categorical_accuracy
from reports.drawing import INK, lines, logarithmic, note
from reports.fields import percents

PLACE = 13

RATES = np.geomspace(0.003, 3, 9)
WIDTHS = (4, 8, 16, 32, 64)
STRENGTHS = (0.001, 0.03, 1.0)
SETTINGS = {"learning rate": RATES, "width": WIDTHS, "L2": STRENGTHS}
BATCH, FOLDS = 32, 3
BUDGET = 27
#: How many digits, epochs, repeats of a search and steps of the range test there are, and the same in quick.
FULL, QUICK = (180, 8, 50, 36), (60, 1, 5, 6)
#: Where grids of three values of each begin, and of two: places of rates, widths and strengths.
GRIDS = [np.ix_(range(start, 9, 3), (0, 2, 4), (0, 1, 2)) for start in range(3)]
SMALL_GRIDS = [np.ix_((start, start + 3), (1, 3), (0, 1)) for start in range(6)]


def tell(panels, telling, quick):
    """Train all settings there are, let three searches look for the best, and test the range of the rate."""
    number, epochs, _, steps = size = QUICK if quick else FULL
    scores, searches = _searched(next(iter(panels.values())), size)
    _draw_landscape(telling, scores, judged=not quick)
    _tell_searches(telling, scores, searches, judged=not quick)
    _tell_winner(panels, telling, scores, number, epochs)
    if not quick:
        _claim_luck(telling, next(iter(panels.values())), scores, number, epochs)
    _tell_range_test(panels, telling, scores, steps, judged=not quick)


def exercise(panels, telling, quick):
    """All. Eight drawn settings are not enough to meet the ridge for sure; and Optuna, whose first ten trials are
    drawn, is nothing but a random search then. The grid becomes a gamble: with two rates it is as good as ever, or
    useless, by where they lie. Whoever knows roughly where the ridge is should spend the eight trials there.
    """
    scores, searches = _searched(next(iter(panels.values())), QUICK if quick else FULL)
    names = "random", "Optuna"
    few, many = ({name: searches[name][:, n - 1].mean() for name in names} for n in (8, BUDGET))
    telling.claim(
        "After eight trials random search and Optuna have found less, on average, than after 27.",
        all(few[name] < many[name] for name in few), after_8=few, after_27=many,
    )  # fmt: skip
    if not quick:
        best = [scores[grid].max() for grid in SMALL_GRIDS]
        telling.claim(
            "Of grids with two values of each, the best is right in a fifth more of all cases than the worst.",
            max(best) > 0.2 + min(best), best_score_by_first_rate=best,
        )  # fmt: skip


def _weights(width, start=0) -> dict[str, np.ndarray]:
    return first_weights(dict(W1=(64, width), b1=width, W2=(width, 10), b2=10), gain=2, start=start)


def _trained(panel, x, y, held_out, setting, epochs, start=0):
    """Train epoch by epoch, and after each pull weights to zero as much as L2 would have in its steps."""
    rate, width, strength = setting
    weights, pull = _weights(width, start), max(1 - rate * strength, 0) ** -(-len(x) // BATCH)
    for _ in range(epochs):
        how = dict(learning_rate=rate, batch_size=BATCH, epochs=1, held_out=dict(x=held_out))
        run = panel.answer("models.mlp", x=x, y=y, **weights, **how)
        weights = {name: run[name] * (pull if name.startswith("W") else 1) for name in weights}
    return run


def _score(panel, number, epochs, setting, start=0) -> float:
    """Return the share right in cross-validation on so many digits; ``start`` draws folds and weights."""
    x, y = digits().x_train[:number], digits().y_train[:number]
    right = []
    for known, left in StratifiedKFold(FOLDS, shuffle=True, random_state=start).split(x, y):
        run = _trained(panel, x[known], y[known], x[left], setting, epochs, start)
        right.append(categorical_accuracy(run["test_prediction"], y[left]))
    return float(np.mean(right))


@cache
def _searched(panel, size) -> tuple[np.ndarray, dict[str, np.ndarray]]:
    """Return the scores of all settings (rates widths strengths), and by name the best so far of each search in turn.

    Grids are tried in a random order.
    """
    number, epochs, repeats, _ = size
    shape, rng = tuple(map(len, SETTINGS.values())), np.random.default_rng(0)
    scores = [_score(panel, number, epochs, _setting(place)) for place in np.ndindex(shape)]
    scores = np.reshape(scores, shape)
    found = dict(
        grid=[rng.permutation(scores[grid].ravel()) for grid in GRIDS for _ in range(repeats)],
        random=rng.choice(scores.ravel(), (repeats, BUDGET)),
        Optuna=[_optuna(scores, seed) for seed in range(repeats)],
    )
    return scores, {name: np.maximum.accumulate(each, axis=1) for name, each in found.items()}


def _setting(place) -> tuple:
    return tuple(values[each] for values, each in zip(SETTINGS.values(), place, strict=True))


def _optuna(scores, seed) -> list[float]:
    """Return the scores that Optuna finds, trial by trial."""

    def tried(trial) -> float:
        places = (trial.suggest_int(name, 0, len(values) - 1) for name, values in SETTINGS.items())
        return float(scores[tuple(places)])

    optuna.logging.set_verbosity(optuna.logging.WARNING)
    study = optuna.create_study(direction="maximize", sampler=optuna.samplers.TPESampler(seed=seed))
    study.optimize(tried, n_trials=BUDGET)
    return [trial.value for trial in study.trials]


def _draw_landscape(telling, scores, judged):
    title = "Right answers in a hundred, in cross-validation"
    with telling.picture("landscape", title, height=5.6) as figure:
        grid = figure.subplots(len(STRENGTHS), 1, sharex=True)
        for axes, strength, of_strength in zip(grid, STRENGTHS, np.moveaxis(scores, 2, 0), strict=True):
            percents(axes, 100 * of_strength.T[::-1])
            axes.set(aspect="auto", title=f"L2 λ = {strength:g}", ylabel="units")
            axes.set_yticks(range(len(WIDTHS)), WIDTHS[::-1])
        grid[-1].set_xticks(range(len(RATES)), [f"{rate:.2g}" for rate in RATES])
        grid[-1].set_xlabel("learning rate")
    others = {name: tuple({0, 1, 2} - {axis}) for axis, name in enumerate(SETTINGS)}
    share = {name: scores.mean(axis=other).var() / scores.var() for name, other in others.items()}
    best = {name: scores.max(axis=other) for name, other in others.items()}
    rows = [
        dict(setting=name, share_of_variance=share[name], worst_value=each.min(), best_value=each.max())
        for name, each in best.items()
    ]
    title = "How much each setting explains alone; the best score with its worst value, and with its best"
    telling.table("effects", title, rows)
    if judged:
        telling.claim(
            "The learning rate alone explains more of the variance of all scores than width and L2 together.",
            share["learning rate"] > share["width"] + share["L2"], share=share,
        )  # fmt: skip


def _tell_searches(telling, scores, searches, judged):
    trials = np.arange(1, BUDGET + 1)
    title = "The best score so far: mean, and the middle 80 in 100 searches"
    with telling.picture("searches", title, height=2.9) as figure:
        every = figure.subplots(1, len(searches), sharex=True, sharey=True)
        for axes, (name, found) in zip(every, searches.items(), strict=True):
            low, high = np.quantile(found, (0.1, 0.9), axis=0)
            axes.fill_between(trials, low, high, color=INK, alpha=0.15, linewidth=0)
            axes.plot(trials, found.mean(axis=0), color=INK)
            axes.axhline(scores.max(), color=INK, linewidth=0.8, linestyle=(0, (2, 3)))
            axes.set(title=name, xlabel="trials", xlim=(1, BUDGET), xticks=[1, 9, 18, 27])
        every[0].set_ylabel("share right")
    last = {name: found[:, -1] for name, found in searches.items()}
    rows = [
        dict(search=name, mean=each.mean())
        | dict(worst_tenth=np.quantile(each, 0.1), best_tenth=np.quantile(each, 0.9))
        for name, each in last.items()
    ]
    telling.table("found", f"Best score after {BUDGET} trials", rows)
    if judged:
        grids = [scores[each].max() for each in GRIDS]
        telling.claim(
            "Wherever the grid's rates begin, its best is within two points in a hundred of the best there is.",
            min(grids) > scores.max() - 0.02, grids=grids, best=scores.max(),
        )  # fmt: skip
        unlucky = {name: np.quantile(each, 0.1) for name, each in last.items()}
        telling.claim(
            "The unluckiest tenth of Optuna's searches ends more than a point in a hundred above that of random ones.",
            unlucky["Optuna"] > unlucky["random"] + 0.01, score=unlucky,
        )  # fmt: skip
        means, best = {name: each.mean() for name, each in last.items()}, scores.max()
        error = np.sqrt(best * (1 - best) / FULL[0])  # of all digits there are
        telling.claim(
            "What the three find on average differs by less than the standard error of one score.",
            max(means.values()) - min(means.values()) < error, found=means, standard_error=error,
        )  # fmt: skip


def _tell_winner(panels, telling, scores, number, epochs):
    split = digits()
    setting = _setting(np.unravel_index(scores.argmax(), scores.shape))
    told = "learning_rate={:.3g} hidden={} l2={:g}".format(*setting)
    x, y = split.x_train[:number], split.y_train[:number]
    runs = {name: _trained(panel, x, y, split.x_test, setting, epochs) for name, panel in panels.items()}
    right = {name: categorical_accuracy(run["test_prediction"], split.y_test) for name, run in runs.items()}
    title = f"The best setting, trained on {number} digits: right on {len(split.y_test)} others"
    telling.by_panel("winner", title, "setting", {told: right})
    telling.scores(right, data="digits", model="models.mlp", setting=told, split="test", metric="accuracy")
    losses = {name: run["loss"] for name, run in runs.items()}
    telling.agree("The last loss is the same in all panels.", losses)


def _claim_luck(telling, panel, scores, number, epochs):
    best = np.argsort(-scores, axis=None)[:10]
    settings = [_setting(np.unravel_index(each, scores.shape)) for each in best]
    before = scores.ravel()[best].mean()
    anew = np.mean([_score(panel, number, epochs, each, start) for each in settings for start in (1, 2)])
    telling.claim(
        "With folds and weights drawn anew, the ten best settings are worse on average than they were.",
        anew < before, before=before, anew=anew,
    )  # fmt: skip


def _tell_range_test(panels, telling, scores, steps, judged):
    rates = np.geomspace(RATES[0], 5, steps)
    losses = {name: _range_test(panel, digits(), rates) for name, panel in panels.items()}
    best = RATES[scores.max(axis=(1, 2)).argmax()]
    with telling.picture("range_test", "One run whose rate grows from step to step", height=2.9) as figure:
        axes = figure.subplots()
        drawn = lines(axes, {name: (rates, loss) for name, loss in losses.items()})
        axes.axvline(best, color=INK, linewidth=0.9, linestyle=(0, (2, 3)))
        top = dict(xycoords=("data", "axes fraction"), va="top")
        note(axes, "best of all scores", (best, 1), across=-4, **top)
        logarithmic(axes.xaxis, rates[0], rates[-1])
        logarithmic(axes.yaxis, 0.3, 20)
        axes.set(xlabel="learning rate of the step", ylabel="loss before it")
        axes.legend(handles=drawn, loc="upper left")
    if judged:
        lowest = {name: rates[loss.argmin()] for name, loss in losses.items()}
        telling.claim(
            "The loss is lowest at a rate within a factor of three of the one with the best score.",
            all(best / 3 < each < best * 3 for each in lowest.values()), lowest_at=lowest, best=best,
        )  # fmt: skip
    end = min(loss.argmin() for loss in losses.values()) + 1
    telling.agree(
        "Down to its lowest point the loss is the same in all panels at every step.",
        {name: loss[:end] for name, loss in losses.items()},
    )


def _range_test(panel, split, rates) -> np.ndarray:
    """Return the loss before each step of a run that takes one step with each of these rates."""
    weights, losses, size = _weights(32), [], 2 * BATCH
    for step, rate in enumerate(rates):
        batch = np.arange(step * size, (step + 1) * size) % len(split.x_train)
        x, y = split.x_train[batch], split.y_train[batch]
        how = dict(learning_rate=rate, batch_size=size, epochs=1)
        run = panel.answer("models.mlp", x=x, y=y, **weights, **how)
        weights = {name: run[name] for name in weights}
        losses.append(run["loss"][0])
    return np.array(losses)
