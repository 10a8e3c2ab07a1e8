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

    α < 2 / λmax

The first picture shows paths from one start over rings of equal loss, a dot a step. The second shows how far above its
minimum the loss is after each step, and after the last for many learning rates: the longer the steps, the lower it
gets, until they overshoot; at the limit it is back where it began.

A step need not see all samples. The gradient of a minibatch, or of a single sample, is right on average and costs a
fraction of the work. The third picture shows the price: the fewer samples, the more the path staggers; near the bottom
it does not arrive, it wanders about.

*Exercise.* The feature is counted from one deviation below its mean, which makes the bowl a valley. Set
``ORIGIN = 0.0``. What becomes of the rings, and at which learning rate is a single step enough?
"""

import numpy as np

from comparisons.declaring.data import diabetes
from comparisons.declaring.scores import r2
from reports.drawing import INK, lines, logarithmic

PLACE = 5

BODY_MASS_INDEX = 2  # its column in diabetes
ORIGIN = -1.0  # where x = 0, in deviations from the mean
START = np.array([-1.0, 0.0])  # w and b

#: Learning rates as parts of the limit 2 / λmax; some of them are looked at more closely.
PARTS = np.arange(1, 23) / 20
SHOWN = {0.05: "too small", 0.5: "good", 0.95: "zigzag", 1.05: "runs away"}

#: Samples a step: all of them, some, one. All three take the same learning rate, this part of the limit.
BATCHES = {"batch": None, "minibatch": 16, "stochastic": 1}
BATCHES_PART = 0.2


def tell(panels, telling, quick):
    """Descend with many learning rates and three sizes of batch at once, each in a column of its own."""
    split = diabetes()
    x, x_test = (part[:, BODY_MASS_INDEX] - ORIGIN for part in (split.x_train, split.x_test))
    bowl = Bowl(x, split.y_train)
    steps = 21 if quick else 60
    rates = np.append(PARTS, [BATCHES_PART] * len(BATCHES)) * bowl.limit
    sizes = [len(x)] * len(PARTS) + [size or len(x) for size in BATCHES.values()]
    shares = np.stack([_shares(len(x), size, steps) for size in sizes], axis=-1)
    paths = {
        framework: _descend(panel, x, split.y_train, rates, shares) for framework, panel in panels.items()
    }
    by_rate = {framework: path[..., : len(PARTS)] for framework, path in paths.items()}
    by_batch = {framework: path[..., len(PARTS) :] for framework, path in paths.items()}

    _claim_limit(telling, bowl, by_rate)
    _claim_runs(telling, panels, bowl, by_batch)
    _claim_noise(telling, bowl, by_batch)
    _score(telling, paths, rates, sizes, train=(x, split.y_train), test=(x_test, split.y_test))
    _draw_rates(telling, bowl, by_rate)
    _draw_losses(telling, bowl, by_rate)
    _draw_batches(telling, bowl, by_batch)


class Bowl:
    """The loss over w and b, by calculus: its lowest point, its Hessian, and the limit of the learning rate."""

    def __init__(self, x: np.ndarray, y: np.ndarray):
        self.x, self.y = x, y
        X = np.stack([x, np.ones_like(x)], axis=1)
        self.lowest = np.linalg.lstsq(X, y)[0]
        self.hessian = 2 * X.T @ X / len(x)
        self.curvatures, self.directions = np.linalg.eigh(self.hessian)
        self.limit = 2 / self.curvatures.max()

    def excess(self, weights: np.ndarray) -> np.ndarray:
        """Return how far the loss (… k) of weights (… 2 k) is above its minimum."""
        error = weights - self.lowest[:, None]
        return np.einsum("...ik,ij,...jk->...k", error, self.hessian, error) / 2

    def gradient(self, weights: np.ndarray) -> np.ndarray:
        """Return the gradient at weights (… 2 k)."""
        return self.hessian @ (weights - self.lowest[:, None])

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
        twice_the_error = panel.answer(
            "losses.mean_squared_error", y_hat=y_hat, y=y, cotangents=dict(dloss=y.size)
        )["dy_hat"]
        back = panel.answer("linear.dense", **layer, cotangents=dict(dy=share * twice_the_error))
        w, b = w - rates * back["dW"][0], b - rates * back["db"]
        path.append((w, b))
    return np.array(path)


def _claim_limit(telling, bowl, paths):
    rates, every = PARTS * bowl.limit, np.stack(list(paths.values()))
    telling.agree(
        "The path is the one that calculus predicts: each step multiplies the error by 1 − α λ in each direction.",
        {"calculus": bowl.after_a_step(every[:, :-1], rates), "panels": every[:, 1:]},
    )
    rises = {framework: bowl.excess(path[-1]) / bowl.excess(path[0]) for framework, path in paths.items()}
    telling.claim(
        "With every learning rate below 2/λmax the loss ends nearer to its minimum than it began, with every one above "
        "further from it.",
        all((each[PARTS < 1] < 1).all() and (each[PARTS > 1] > 1).all() for each in rises.values()),
        largest_curvature=bowl.curvatures.max(),
        limit=bowl.limit,
        end_in_parts_of_the_start={
            f"{part:g} of the limit": next(iter(rises.values()))[part == PARTS][0] for part in SHOWN
        },
    )
    rows = [
        dict(part_of_the_limit=part, learning_rate=rate, framework=framework, value=float(excess))
        for framework, path in paths.items()
        for part, rate, excess in zip(PARTS, rates, bowl.excess(path[-1]), strict=True)
    ]
    telling.table("rates", f"Loss above its minimum after {every.shape[1] - 1} steps, by learning rate", rows)


def _claim_runs(telling, panels, bowl, paths):
    """Claim that the path ends where the concept's own training ends: all samples a step, and minibatches."""
    for name, size in (("batch", len(bowl.x)), ("minibatch", BATCHES["minibatch"])):
        column = list(BATCHES).index(name)
        in_epoch = -(-len(bowl.x) // size)
        epochs = (len(next(iter(paths.values()))) - 1) // in_epoch
        runs = panels.answer(
            "linear.linear_regression", x=bowl.x[:, None], y=bowl.y, w=START[:1], b=START[1],
            learning_rate=BATCHES_PART * bowl.limit, batch_size=size, epochs=epochs,
        )  # fmt: skip
        telling.agree(
            f"Step by step, {name} comes to where linear regression's own training does, in every panel.",
            {
                "training": [[*run["w"], run["b"]] for run in runs.values()],
                "step by step": [path[epochs * in_epoch, :, column] for path in paths.values()],
            },
        )


def _claim_noise(telling, bowl, paths):
    rates, table = BATCHES_PART * bowl.limit, []
    strays, climbs = {}, {}
    for framework, path in paths.items():
        steps = (path[:-1] - path[1:]) / rates
        strays[framework] = np.sqrt(np.mean((steps - bowl.gradient(path[:-1])) ** 2, axis=(0, 1)))
        climbs[framework] = np.sum(np.diff(bowl.excess(path), axis=0) > 0, axis=0)
        for what, values in (("noise of the gradient", strays), ("steps that climb", climbs)):
            table += [
                dict(samples_a_step=name, what=what, framework=framework, value=value)
                for name, value in zip(BATCHES, values[framework].tolist(), strict=True)
            ]
    telling.claim(
        "The fewer samples, the noisier the gradient: of one it is more than twice as noisy as of 16 (theory: √16).",
        all(noise[2] > 2 * noise[1] > 1e6 * noise[0] for noise in strays.values()),
        noise=strays,
    )
    telling.claim(
        "Steps on all samples never climb; steps on one sample climb more often than steps on 16.",
        all(up[2] > up[1] > up[0] == 0 for up in climbs.values()),
        steps_that_climb=climbs,
    )
    telling.table("noise", f"Noise of {len(steps)} steps", table)


def _score(telling, paths, rates, sizes, **parts):
    for framework, path in paths.items():
        for place, ((w, b), rate, size) in enumerate(zip(path[-1].T, rates, sizes, strict=True)):
            if place < len(PARTS) and PARTS[place] not in SHOWN:
                continue
            for split, (x, y) in parts.items():
                telling.score(
                    data="diabetes", model="linear.linear_regression", framework=framework,
                    setting=f"learning_rate={rate:.4f} batch_size={size}", split=split, metric="r2",
                    value=r2(w * x + b, y),
                )  # fmt: skip


def _draw_rates(telling, bowl, paths):
    title = "Too small a learning rate stays on the way, too large a one leaves the bowl"
    with telling.picture("rates", title, height=5.4) as figure:
        every = figure.subplots(2, 2, sharex=True, sharey=True)
        for axes, (part, what) in zip(every.flat, SHOWN.items(), strict=True):
            _draw_paths(axes, bowl, {name: path[..., part == PARTS][..., 0] for name, path in paths.items()})
            axes.set_title(f"{part:g} of the limit: {what}")
        for axes in every[-1]:
            axes.set_xlabel("slope w")
        for axes in every[:, 0]:
            axes.set_ylabel("height b")


def _draw_paths(axes, bowl, paths):
    """Draw paths (steps 2) over rings of equal loss."""
    w, b = np.meshgrid(np.linspace(-1.6, 2.6, 80), np.linspace(-3.0, 1.6, 80))
    excess = bowl.excess(np.stack([w.ravel(), b.ravel()])).reshape(w.shape)
    axes.contour(w, b, excess, 0.12 * 2.0 ** np.arange(8), colors=[INK], linewidths=0.7, alpha=0.35)
    lines(axes, {framework: path.T for framework, path in paths.items()})
    for line in axes.lines:
        line.set_linewidth(line.get_linewidth() / 2)
    axes.plot(*next(iter(paths.values())).T, ".", color=INK, markersize=3)
    axes.plot(*bowl.lowest, "+", color=INK, markersize=10, markeredgewidth=1.5)
    axes.set(xlim=(w.min(), w.max()), ylim=(b.min(), b.max()))


def _draw_losses(telling, bowl, paths):
    steps = len(next(iter(paths.values()))) - 1
    title = "Longer steps arrive sooner, up to the limit 2/λmax; beyond it they lead away"
    with telling.picture("losses", title, height=5.4) as figure:
        above, below = figure.subplots(2, 1)
        for part, what in SHOWN.items():
            curves = {name: bowl.excess(path)[:, part == PARTS] for name, path in paths.items()}
            lines(above, {name: (range(steps + 1), curve) for name, curve in curves.items()})
            end = steps, next(iter(curves.values()))[-1, 0]
            up = 1 if part > 1 else -1
            above.annotate(
                what,
                end,
                (0, 6 * up),
                textcoords="offset points",
                ha="right",
                va="bottom" if up > 0 else "top",
            )
        lines(below, {name: (PARTS * bowl.limit, bowl.excess(path[-1])) for name, path in paths.items()})
        start = bowl.excess(START[:, None])[0]
        below.axvline(bowl.limit, color=INK, linewidth=1, linestyle=(0, (4, 3)))
        below.annotate("2/λmax ", (bowl.limit, 1), xycoords=("data", "axes fraction"), ha="right", va="top")
        below.axhline(start, color=INK, linewidth=1, linestyle=(0, (1, 3)))
        below.annotate("as at the start", (PARTS[0] * bowl.limit, start), (0, 2), textcoords="offset points")
        above.set(xlabel="step", ylabel="loss above minimum")
        below.set(xlabel="learning rate", ylabel=f"… after {steps} steps")
        below.legend(loc="lower left")
        for axes in (above, below):
            ends = np.concatenate([line.get_ydata() for line in axes.lines if len(line.get_ydata()) > 2])
            low, high = ends[ends > 0].min(), ends.max()
            room = (high / low) ** 0.15
            logarithmic(axes.yaxis, low / room, high * room)


def _draw_batches(telling, bowl, paths):
    title = "The fewer samples a step sees, the more its path staggers"
    with telling.picture("batches", title, height=2.9) as figure:
        every = figure.subplots(1, len(BATCHES), sharex=True, sharey=True)
        for column, (axes, (name, size)) in enumerate(zip(every, BATCHES.items(), strict=True)):
            _draw_paths(axes, bowl, {framework: path[..., column] for framework, path in paths.items()})
            axes.set_title(f"{name}: {size or len(bowl.x)}")
            axes.set(xlim=(-1.3, 1.4), ylim=(-1.6, 1.0), xlabel="slope w")
        every[0].set_ylabel("height b")
