r"""Gradient descent: step against the gradient; too short a step takes for ever, too long a one runs away.

The loss of a linear regression on one feature is a bowl over two weights, the slope w and the height b of a line:

    L(w, b) = mean_n (w x_n + b − y_n)²
    (w, b) ← (w, b) − α ∇L

How long may a step be? The bowl has a curvature λ in each direction: the eigenvalues of the Hessian H = 2 Xᵀ X / n,
where the rows of X are (x_n, 1). Along a direction with curvature λ one step multiplies the error by

    1 − α λ

With α near 0 that is near 1: hardly anything moves. With α = 1/λ it is 0: one step, and it is done. With a larger α it
is negative: the step lands on the other side of the valley. And beyond α = 2/λ it is below −1: each step lands further
away than it began. The steepest direction decides for all:

    α < 2 / λ_max

Here are paths from one start over rings of equal loss, a dot a step, for four learning rates. The cross is the lowest
point.

[paths]

Take a longer step, and a longer one. Half of the limit, 1/λ_max, goes straight to the bottom of the valley and then
along it; from there on each step crosses it, and beyond 1 none comes back.

[rates]

How far above its minimum is the loss after each step, and after the last for many learning rates? The longer the steps,
the lower it gets, until they overshoot; at the limit it is back where it began.

[losses]

A rounding is an error, too, and what holds for errors holds for it. The three panels add in different orders, so at the
first step they part in the last digit. Below the limit each step shrinks that difference together with all that is
wrong. Above the limit each step multiplies it, as it does the path itself. It is counted in roundings of 1 here, 2⁻⁵².

[apart]

A step need not see all samples. The gradient of a minibatch, or of a single sample, is right on average and costs a
fraction of the work. The price: the fewer samples, the more the path staggers; near the bottom it does not arrive, it
wanders about.

[batches] [noise]

*Exercise.* The feature is counted from one deviation below its mean, which makes the bowl a valley. Set
``ORIGIN = 0.0``. What becomes of the rings, and at which learning rate is a single step enough?
"""

from functools import partial

import numpy as np

from comparisons.declaring.data import diabetes
from reports.drawing import INK, apart, around, lines, logarithmic, note, roundings

PLACE = 5

BODY_MASS_INDEX = 2  # its column in diabetes
ORIGIN = -1.0  # where x = 0, in deviations from the mean
START = np.array([-1.0, 0.0])  # w and b

#: Learning rates as parts of the limit 2 / λ_max; some of them are looked at more closely.
PARTS = np.arange(1, 23) / 20
SHOWN = {0.05: "too small", 0.5: "good", 0.95: "zigzag", 1.1: "runs away"}

#: Samples a step: all of them, some, one. All three take the same learning rate, this part of the limit.
BATCHES = {"batch": None, "minibatch": 16, "stochastic": 1}
BATCHES_PART = 0.2


def tell(panels, telling, quick):
    """Descend with many learning rates and three sizes of batch at once, each in a column of its own."""
    bowl = Bowl(ORIGIN)
    x, y = bowl.x, bowl.y
    rates = np.append(PARTS, [BATCHES_PART] * len(BATCHES)) * bowl.limit
    sizes = [len(x)] * len(PARTS) + [size or len(x) for size in BATCHES.values()]
    shares = np.stack([_shares(len(x), size, steps=21 if quick else 60) for size in sizes], axis=-1)
    paths = {framework: _descend(panel, x, y, rates, shares) for framework, panel in panels.items()}
    by_rate = {framework: path[..., : len(PARTS)] for framework, path in paths.items()}
    by_batch = {framework: path[..., len(PARTS) :] for framework, path in paths.items()}

    _tell_paths(telling, bowl, by_rate)
    _tell_rates(telling, bowl, by_rate, PARTS[::6] if quick else PARTS)
    _draw_losses(telling, bowl, by_rate)
    _claim_limit(telling, bowl, by_rate)
    _tell_apart(telling, by_rate)
    _draw_batches(telling, bowl, by_batch)
    _claim_run(telling, panels, bowl, by_batch)
    _tell_noise(telling, bowl, by_batch)


def exercise(panels, telling, quick):
    """The rings are circles: with x of mean 0 and deviation 1 the Hessian is 2 on its diagonal and 0 beside it, so the
    bowl is equally steep in all directions. The gradient then points straight away from the lowest point, and with
    α = 1/λ = 1/2 a single step arrives. That is why features are standardised.
    """
    bowl = Bowl(origin=0.0)
    x, y, all_samples = bowl.x, bowl.y, np.full((1, len(bowl.x), 1), 1 / len(bowl.x))
    paths = {name: _descend(panel, x, y, np.array([0.5]), all_samples) for name, panel in panels.items()}
    left = {name: float(bowl.excess(path[1])[0] / bowl.excess(path[0])[0]) for name, path in paths.items()}
    telling.claim(
        "With the origin in the mean both curvatures are 2, and one step with α = 1/2 leaves less than a part in 10²⁰ "
        "of the loss above its minimum.",
        np.allclose(bowl.curvatures, 2) and max(left.values()) < 1e-20,
        curvatures=bowl.curvatures, left=left,
    )  # fmt: skip


class Bowl:
    """The loss over w and b, by calculus: its lowest point, its Hessian, and the limit of the learning rate.

    Patients' feature x is counted from an origin.
    """

    def __init__(self, origin: float):
        split = diabetes()
        self.x, self.y = split.x_train[:, BODY_MASS_INDEX] - origin, split.y_train
        X = np.stack([self.x, np.ones_like(self.x)], axis=1)
        self.lowest = np.linalg.lstsq(X, self.y)[0]
        self.hessian = 2 * X.T @ X / len(X)
        self.curvatures, self.directions = np.linalg.eigh(self.hessian)
        self.limit = 2 / self.curvatures.max()

    def excess(self, weights: np.ndarray) -> np.ndarray:
        """Return how far the loss (… k) of weights (… 2 k) is above its minimum."""
        error = weights - self.lowest[:, None]
        return np.einsum("...ik,ij,...jk->...k", error, self.hessian, error) / 2

    def after_a_step(self, weights: np.ndarray, rates: np.ndarray) -> np.ndarray:
        """Return where a step takes weights (… 2 k), by calculus: each error shrinks by 1 − α λ in its direction."""
        error = self.directions.T @ (weights - self.lowest[:, None])
        shrunk = (1 - self.curvatures[:, None] * rates) * error
        return self.lowest[:, None] + self.directions @ shrunk


def _shares(n, batch_size, steps) -> np.ndarray:
    """Return the share of each sample in each step (steps n): batches follow one another, as in training."""
    batch = np.arange(n) // batch_size
    seen = batch == (np.arange(steps) % (batch[-1] + 1))[:, None]
    return seen / seen.sum(axis=1, keepdims=True)


def _descend(panel, x, y, rates, shares) -> np.ndarray:
    """Return w and b before and after each step (steps 2 k).

    Each of the k outputs of one dense layer is a line of its own: it has its learning rate and sees its batches.
    """
    w, b = (np.repeat(weight, len(rates)) for weight in START)
    x, y = x[:, None], np.repeat(y[:, None], len(rates), axis=1)
    path = [(w, b)]
    for share in shares:
        layer = dict(x=x, W=w[None], b=b)
        y_hat = panel.answer("linear.dense", **layer)["y"]
        loss = panel.answer("losses.mean_squared_error", y_hat=y_hat, y=y, cotangents=dict(dloss=y.size))
        back = panel.answer("linear.dense", **layer, cotangents=dict(dy=share * loss["dy_hat"]))
        w, b = w - rates * back["dW"][0], b - rates * back["db"]
        path.append((w, b))
    return np.array(path)


def _claim_limit(telling, bowl, paths):
    ends = {framework: bowl.excess(path[-1]) / bowl.excess(path[0]) for framework, path in paths.items()}
    first = next(iter(ends.values()))
    shown = {f"{part:g} of the limit": first[part == PARTS][0] for part in SHOWN}
    telling.claim(
        "With every learning rate below 2/λ_max the loss ends nearer to its minimum than it began, with every one "
        "above further from it.",
        all((each[PARTS < 1] < 1).all() and (each[PARTS > 1] > 1).all() for each in ends.values()),
        limit=bowl.limit, end_in_parts_of_the_start=shown,
    )  # fmt: skip


def _claim_run(telling, panels, bowl, paths):
    """Claim that the path of minibatches ends where the concept's own training ends."""
    size, column = BATCHES["minibatch"], list(BATCHES).index("minibatch")
    in_epoch = -(-len(bowl.x) // size)
    epochs = (len(next(iter(paths.values()))) - 1) // in_epoch
    runs = panels.answer(
        "linear.linear_regression", x=bowl.x[:, None], y=bowl.y, w=START[:1], b=START[1],
        learning_rate=BATCHES_PART * bowl.limit, batch_size=size, epochs=epochs,
    )  # fmt: skip
    telling.agree(
        "Step by step, minibatches lead where linear regression's own training leads, in every panel.",
        {
            "training": [[*run["w"], run["b"]] for run in runs.values()],
            "step by step": [path[epochs * in_epoch, :, column] for path in paths.values()],
        },
    )


def _tell_noise(telling, bowl, paths):
    strays, climbs, rate = {}, {}, BATCHES_PART * bowl.limit
    for framework, path in paths.items():
        noise = (bowl.after_a_step(path[:-1], rate) - path[1:]) / rate
        strays[framework] = np.sqrt(np.mean(noise**2, axis=(0, 1)))
        climbs[framework] = np.sum(np.diff(bowl.excess(path), axis=0) > 0, axis=0)
    told = {
        (name, what): {framework: each[column].item() for framework, each in values.items()}
        for what, values in (("noise of the gradient", strays), ("steps that climb", climbs))
        for column, name in enumerate(BATCHES)
    }
    telling.by_panel("noise", f"Noise of {len(noise)} steps", ("samples_a_step", "what"), told)
    telling.claim(
        "The fewer samples, the noisier the gradient: of one it is more than twice as noisy as of 16 (theory: √16).",
        all(noise[2] > 2 * noise[1] > 1e6 * noise[0] for noise in strays.values()),
        noise_of_16={framework: noise[1] for framework, noise in strays.items()},
        noise_of_one={framework: noise[2] for framework, noise in strays.items()},
    )
    telling.claim(
        "Steps on all samples never climb; steps on one sample climb more often than steps on 16.",
        all(up[2] > up[1] > up[0] == 0 for up in climbs.values()), steps_that_climb=climbs,
    )  # fmt: skip


def _tell_paths(telling, bowl, paths):
    title = "Too small a learning rate stays on the way, too large a one leaves the bowl"
    with telling.picture("paths", title, height=5.4) as figure:
        every = figure.subplots(2, 2, sharex=True, sharey=True)
        for axes, (part, what) in zip(every.flat, SHOWN.items(), strict=True):
            _draw_path(axes, bowl, _chosen(paths, part), f"{part:g} of the limit: {what}")
    every = np.stack(list(paths.values()))
    telling.agree(
        "The path is the one that calculus predicts: each step multiplies the error by 1 − α λ in each direction.",
        {"calculus": bowl.after_a_step(every[:, :-1], PARTS * bowl.limit), "panels": every[:, 1:]},
    )


def _tell_rates(telling, bowl, paths, parts):
    def draw(figure, part):
        _draw_path(figure.subplots(), bowl, _chosen(paths, part), f"{part:g} of the limit")

    title = "A learning rate to move: the path from one start"
    draws = {float(part): partial(draw, part=part) for part in parts}
    telling.frames("rates", title, "learning rate, in parts of the limit", draws, height=3.6)
    steepest, first = bowl.directions[:, -1], 6  # later what is left may be rounding
    off = {name: steepest @ (path[:first] - bowl.lowest[:, None]) for name, path in paths.items()}
    crosses = {name: np.sign(each[1:]) != np.sign(each[:-1]) for name, each in off.items()}
    telling.claim(
        "With less than half of the limit none of the first five steps crosses the valley, with more each does.",
        all(not each[:, PARTS < 0.5].any() and each[:, PARTS > 0.5].all() for each in crosses.values()),
        crossings_by_rate={name: each.sum(axis=0) for name, each in crosses.items()},
    )


def _chosen(paths, part) -> dict[str, np.ndarray]:
    """Return the paths (steps 2) of one learning rate."""
    return {framework: path[..., part == PARTS][..., 0] for framework, path in paths.items()}


def _draw_path(axes, bowl, paths, title):
    """Draw paths (steps 2) over rings of equal loss."""
    w, b = np.meshgrid(np.linspace(-1.6, 2.6, 80), np.linspace(-3.0, 1.6, 80))
    excess = bowl.excess(np.stack([w.ravel(), b.ravel()])).reshape(w.shape)
    axes.contour(w, b, excess, 0.12 * 2.0 ** np.arange(8), colors=[INK], linewidths=0.7, alpha=0.35)
    lines(axes, {framework: path.T for framework, path in paths.items()}, linewidth=0.9)
    axes.plot(*next(iter(paths.values())).T, ".", color=INK, markersize=3)
    axes.plot(*bowl.lowest, "+", color=INK, markersize=10, markeredgewidth=1.5)
    axes.set(xlim=(w.min(), w.max()), ylim=(b.min(), b.max()))
    axes.set(title=title, xlabel="slope w", ylabel="height b")
    axes.label_outer()


def _draw_losses(telling, bowl, paths):
    steps = len(next(iter(paths.values()))) - 1
    title = "Longer steps arrive sooner, up to the limit 2/λₘₐₓ; beyond it they lead away"
    with telling.picture("losses", title, height=5.4) as figure:
        above, below = figure.subplots(2, 1)
        excesses = {framework: bowl.excess(path) for framework, path in paths.items()}
        for part, what in SHOWN.items():
            curves = {name: (range(steps + 1), each[:, part == PARTS]) for name, each in excesses.items()}
            end = lines(above, curves)[0].get_ydata()[-1]
            note(above, what, (steps, end), across=6)
        rates = PARTS * bowl.limit
        drawn = lines(below, {name: (rates, each[-1]) for name, each in excesses.items()})
        start = bowl.excess(START[:, None])[0]
        below.axvline(bowl.limit, color=INK, linewidth=1, linestyle=(0, (4, 3)))
        note(below, "2/λₘₐₓ", (bowl.limit, 1), across=-4, xycoords=("data", "axes fraction"), va="top")
        below.axhline(start, color=INK, linewidth=1, linestyle=(0, (1, 3)))
        note(below, "as at the start", (rates[0], start), up=2, ha="left")
        above.set(xlabel="step", ylabel="loss above minimum")
        below.set(xlabel="learning rate", ylabel=f"… after {steps} steps")
        below.legend(handles=drawn, loc="lower left")
        logarithmic(above.yaxis, *around(*[line.get_ydata() for line in above.lines]))
        logarithmic(below.yaxis, *around(*[each[-1] for each in excesses.values()]))


def _tell_apart(telling, paths):
    """Show how far panels are apart in roundings of 1, which is the size of w and b at the start."""
    title = "Rounding is an error like any other: below the limit it is forgotten, above it grows"
    with telling.picture("apart", title, height=2.9) as figure:
        every = figure.subplots(1, 2, sharey=True)
        for axes, (part, what) in zip(every, list(SHOWN.items())[-2:], strict=True):
            slopes = {name: (range(len(path)), path[:, 0]) for name, path in _chosen(paths, part).items()}
            apart(axes, slopes, of=1.0)
            axes.set(title=f"{part:g}: {what}", xlabel="step", ylabel="slopes apart,\nin roundings of 1")
            axes.label_outer()
        every[0].legend(loc="upper left")
    (_, first), *others = paths.items()
    far = {name: roundings(first, path, of=1.0)[len(path) // 2 :].max(axis=(0, 1)) for name, path in others}
    telling.claim(
        f"In the second half of the way panels are more than ten times as far apart with {PARTS[-1]:g} of the limit as "
        "with any learning rate below it.",
        all(each[-1] > 10 * each[PARTS < 1].max() for each in far.values()),
        roundings_below={name: each[PARTS < 1].max() for name, each in far.items()},
        roundings_above={name: each[-1] for name, each in far.items()},
    )


def _draw_batches(telling, bowl, paths):
    title = "The fewer samples a step sees, the more its path staggers"
    with telling.picture("batches", title, height=2.9) as figure:
        every = figure.subplots(1, len(BATCHES), sharex=True, sharey=True)
        for column, (axes, (name, size)) in enumerate(zip(every, BATCHES.items(), strict=True)):
            shown = {framework: path[..., column] for framework, path in paths.items()}
            _draw_path(axes, bowl, shown, f"{name}: {size or len(bowl.x)}")
            axes.set(xlim=(-1.3, 1.4), ylim=(-1.6, 1.0))
