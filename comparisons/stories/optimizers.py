r"""Optimizers race: seven of them, each at its own best learning rate, and the line where they arrive together.

All go against the gradient g of a minibatch. They differ in what they remember, and in what they divide by.

    gradient descent    w ← w − α g
    momentum            v ← μ v + g         w ← w − α v
    Nesterov            v as there          w ← w − α (g + μ v)
    RMSprop             v: mean of g²       w ← w − α g / (√v + ε)
    Adam                m: mean of g        w ← w − α m̂ / (√v̂ + ε)
    AdamW               as Adam             and w ← (1 − α λ) w
    Lion                m: mean of g        w ← w − α sign(0.9 m + 0.1 g)

What that does is seen in a valley, 25 times as steep across as along. A dot is a step. Gradient descent goes where it
is steepest, across, to and fro, and hardly along. Momentum adds up what is the same in all steps, and that is the way
along. RMSprop, Adam and Lion look at each direction by itself, and go along both at once. Lion's steps are all of one
length, so it never comes to rest.

[paths]

Whoever divides by the size of the gradient does not care for the units of the loss: of gradients a thousand times as
large RMSprop, Adam, AdamW and Lion make the same path.

Now the race. Two moons, samples of the plane in two half circles that reach into one another, are to be told apart by a
network of one hidden layer of 16 ReLUs, and by one of three. Every sample is seen once, in minibatches of 32: so 1,000
samples are a race of 31 steps, 10,000 one of 312, 50,000 one of 1562. Each optimizer may choose its learning rate on
other samples, among nine from 0.0001 to 1, half a power of ten apart: that whose loss after 10,000 samples is lowest in
the worse of two runs.

[rates]

A rate that is ten times too small costs more, in the mean, than it matters which optimizer it is. With that said, off
they go, each at its own rate, five times: from other first weights, over other samples.

[curves] [accuracy]

It is no race. After 10,000 samples all are within a point of each other, and by as much one run differs from the next.
To have seen 10,000 samples and not 1,000 wins more than any optimizer does; beyond that there is little to be won, for
the moons overlap. Who reads that one optimizer is best should ask who chose the rates: that these decide such races is
said by Choi et al., *On Empirical Comparisons of Optimizers for Deep Learning*, arXiv 1910.05446, 2019.

So is all of this for nothing? The two coordinates of the moons are of one size. Let the second be measured in a unit
that makes its numbers thirty times smaller: the same moons, and a valley. Everybody chooses a rate anew, and the
shallow network runs over 10,000 samples.

[uneven]

There they part. One rate for all weights is too small for some if it is not too large for others. Those that look at
each weight by itself make up for most of it. Whoever does not use them makes the coordinates of one size beforehand,
which costs a line, and is done to most tables that a network learns from.

What was asked of whom? In the valley and on the first gradients of the race all panels walk with each optimizer. Their
own training of both networks, by gradient descent and by momentum, comes to the weights that the race comes to. The
momentum μ is 0.875, since Keras passes it through float32, which holds that number. It passes β₁ and β₂ of Adam through
it too, and its RMSprop adds ε under the root, which counts where a gradient is small: there it is further off, as the
pages of these concepts say, and no judgement of this story hangs on it. The race itself is scratch's alone: its
networks through its chain rule, its optimizers a step at a time.

[panels] [trained]

*Exercise.* Are 50,000 samples worth more than 1,000 that are seen fifty times? The steps are as many. Give ``_race``
the first 992 alone: it begins anew when they are at an end.
"""

from functools import cache
from itertools import pairwise

import numpy as np
from sklearn.datasets import make_moons

from comparisons.declaring.beginnings import first_weights
from comparisons.declaring.catalogue import load
from comparisons.declaring.scores import categorical_accuracy
from comparisons.declaring.vectors import flat, named
from comparisons.declaring.walks import walk, walked
from reports.drawing import INK, lines, logarithmic, roundings
from scratch.activations.relu import relu
from scratch.chain import Chain
from scratch.linear.dense import dense
from scratch.losses.sparse_categorical_cross_entropy import sparse_categorical_cross_entropy
from scratch.models import deep_mlp

PLACE = 11

HIDDEN, BATCH = 16, 32
MOMENTUM = dict(momentum=0.875)
#: Each optimizer: its concept, its settings, and its rate in the valley.
OPTIMIZERS = {
    "gradient descent": ("optimizers.gradient_descent", {}, 0.07),
    "momentum": ("optimizers.momentum", MOMENTUM, 0.02),
    "Nesterov": ("optimizers.nesterov", MOMENTUM, 0.02),
    "RMSprop": ("optimizers.rmsprop", {}, 0.1),
    "Adam": ("optimizers.adam", {}, 0.25),
    "AdamW": ("optimizers.adamw", {}, 0.25),
    "Lion": ("optimizers.lion", {}, 0.15),
}
ADAPTIVE = ("RMSprop", "Adam", "AdamW", "Lion")
RATES = 10.0 ** np.arange(-4, 0.25, 0.5)
STEPS = {31: "1,000", 312: "10,000", 1562: "50,000"}  # and the samples that they see
MARKS = (4, 8, 16, 31, 62, 125, 220, 312, 625, 1100, 1562)  # steps after which a network is judged
VALLEY, START = np.array([1.0, 25.0]), np.array([-4.0, 1.2])
SHRUNK = np.array([1.0, 0.03])


def tell(panels, telling, quick):
    """Walk through the valley, choose rates, race, and race once more where the coordinates are of unlike size."""
    _walk_valley(telling, panels, 12 if quick else 40)

    rates, runs, last = (RATES[4::2], 2, 312) if quick else (RATES, 5, 1562)
    tried = {
        (network, name): _try_rates(name, network, rates, 1 if quick else 2)
        for network in (["shallow"] if quick else NETWORKS)
        for name in (["gradient descent", "Adam", "Lion"] if quick else OPTIMIZERS)
    }
    chosen = {key: float(rates[np.argmin(losses)]) for key, losses in tried.items()}
    _draw_rates(telling, rates, tried)
    raced = {
        (network, name): [_race(name, rate, network, *_moons(run), last, run) for run in range(runs)]
        for (network, name), rate in chosen.items()
    }
    _draw_curves(telling, raced)
    _tabulate_accuracy(telling, raced, chosen)
    _race_uneven(telling, raced, rates[:2] if quick else rates, 1 if quick else 3)
    _walk_together(telling, panels, 4 if quick else 31)
    _train_together(telling, panels)


def exercise(panels, telling, quick):
    """Hardly. Gradient descent and Adam come within three points of what they reach on 50,000. A thousand samples of
    the plane show where the moons are; what was wanting was steps, and not samples. With digits it was otherwise: there
    more samples helped more than anything else.
    """
    rates, steps = ({"Adam": 0.03}, 312) if quick else ({"Adam": 0.03, "gradient descent": 0.3}, 1562)
    accuracy, (x, y) = {}, _moons(run=0)
    for name, rate in rates.items():
        few = _race(name, rate, "deep", x[: 31 * BATCH], y[: 31 * BATCH], steps, 0)
        accuracy[name] = few[steps][1], _race(name, rate, "deep", x, y, steps, 0)[steps][1]
    telling.claim(
        f"The first thousand {steps // 31} times is less than three points worse than {STEPS[steps]} samples once.",
        all(few > many - 0.03 for few, many in accuracy.values()),
        **{name.replace(" ", "_"): np.array(pair) for name, pair in accuracy.items()},
    )


def _shallow(chain, x, W1, b1, W2, b2):
    return chain(dense, chain(relu, chain(dense, x, W1, b1)), W2, b2)


#: Each network: its sizes, and its logits through a chain.
NETWORKS = {
    "shallow": ((2, HIDDEN, 2), _shallow),
    "deep": ((2, HIDDEN, HIDDEN, HIDDEN, 2), deep_mlp.logits),
}


@cache
def _moons(run, samples=50_000) -> tuple[np.ndarray, np.ndarray]:
    """Return samples (n 2) of two half circles in a noise of deviation 0.2, in random order, and their classes."""
    return make_moons(samples, noise=0.2, random_state=run)


def _weights(network, run) -> dict:
    """Return He's first weights by name."""
    shapes = {}
    for layer, shape in enumerate(pairwise(NETWORKS[network][0]), start=1):
        shapes |= {f"W{layer}": shape, f"b{layer}": shape[1]}
    return first_weights(shapes, gain=2, start=run)


def _gradient(network, x, y, like):
    """Return the function from flat weights and a step to the gradient of that step's minibatch."""
    logits = NETWORKS[network][1]

    def gradient_at(w, step):
        start = step % (len(x) // BATCH) * BATCH
        chain, weights = Chain(), named(w, like)
        z = logits(chain, x[start : start + BATCH], **weights)
        chain.back(chain(sparse_categorical_cross_entropy, z, y[start : start + BATCH]))
        return flat({name: chain.gradient(each) for name, each in weights.items()})

    return gradient_at


def _race(name, rate, network, x, y, steps, run, scale=1.0) -> dict[int, tuple[float, float]]:
    """Train a network; return loss and accuracy on new samples after so many steps."""
    like, (x_new, y_new) = _weights(network, run), _moons(run=999, samples=2000)
    judged, (concept, settings, _) = {}, OPTIMIZERS[name]
    asked = concept, flat(like), _gradient(network, x * scale, y, like), steps
    for step, (w, _) in enumerate(walk(*asked, learning_rate=rate, **settings), start=1):
        if step in MARKS:
            z = NETWORKS[network][1](Chain(), x_new * scale, **named(w, like))
            judged[step] = sparse_categorical_cross_entropy(z, y_new)[0], categorical_accuracy(z, y_new)
    return judged


def _try_rates(name, network, rates, runs, scale=1.0) -> np.ndarray:
    """Return the loss after 10,000 samples by rate, in the worst of some runs that do not count."""

    def worst(rate):
        races = (_race(name, rate, network, *_moons(run, 10_000), 312, run, scale) for run in numbers)
        return max(race[312][0] for race in races)

    numbers = range(100, 100 + runs)
    return np.array([worst(rate) for rate in rates])


def _grid(figure) -> dict:
    """Return axes by optimizer; the eighth place is left for the legend."""
    every = figure.subplots(2, 4, sharex=True, sharey=True).ravel()
    every[-1].set_axis_off()
    for axes, name in zip(every, OPTIMIZERS, strict=False):
        axes.set_title(name, fontsize=9)
    every[3].xaxis.set_tick_params(labelbottom=True)
    return dict(zip([*OPTIMIZERS, "legend"], every, strict=True))


def _scale(axis, low, high, named):
    """Make an axis logarithmic, with ticks at what is named alone: these axes are small."""
    logarithmic(axis, low, high)
    named = {at: text for at, text in named.items() if low < at}
    axis.set_ticks(list(named), labels=named.values())


def _walk_valley(telling, panels, steps):
    paths, longer, stepped = {}, {}, {}
    for name, (concept, settings, rate) in OPTIMIZERS.items():
        given = dict(w=START, learning_rate=rate, **settings)
        path, gradients = walked(concept, gradient_at=lambda w, step: VALLEY * w, steps=steps, **given)
        paths[name] = panels.ask(concept, "path", gradients=gradients, **given)
        longer[name] = load(concept).function(gradients=1000 * gradients, **given)
        stepped[name] = path
    with telling.picture("paths", "Seven ways down a valley, a dot a step", height=3.4) as figure:
        every = _grid(figure)
        across, up = np.meshgrid(np.linspace(-5, 3, 60), np.linspace(-2, 2, 60))
        height, rings = (VALLEY[0] * across**2 + VALLEY[1] * up**2) / 2, 0.5 * 2.0 ** np.arange(8)
        for name in OPTIMIZERS:
            axes = every[name]
            axes.contour(across, up, height, rings, colors=[INK], linewidths=0.6, alpha=0.3)
            walks = {framework: np.vstack([START, path]).T for framework, path in paths[name].items()}
            drawn = lines(axes, walks, dtype="float16", linewidth=1.0)  # one line to the eye
            axes.plot(*next(iter(walks.values())), ".", color=INK, markersize=3.5)
            axes.plot(0, 0, "+", color=INK, markersize=8)
            axes.set(xlim=(-5, 3), ylim=(-2, 2), xticks=[-4, 0], yticks=[-1, 0, 1])
        every["legend"].legend(handles=drawn, loc="center", fontsize=9)
    far = max(np.abs(path - stepped[name]).max() for name, by in paths.items() for path in by.values())
    telling.claim(
        "In every panel each path is the same to within 0.0001, at a start that is 4 away.",
        far < 1e-4, apart=far,
    )  # fmt: skip
    lion, rate = np.abs(np.diff(stepped["Lion"], axis=0)), OPTIMIZERS["Lion"][-1]
    telling.claim(
        "All of Lion's steps are of one length.", np.allclose(lion, rate), least=lion.min(), most=lion.max()
    )
    moved = {name: float(np.abs(longer[name] - stepped[name]).max()) for name in ADAPTIVE}
    telling.claim(
        "Of gradients a thousand times as large they make the same path, to within 0.001.",
        max(moved.values()) < 1e-3, apart=moved,
    )  # fmt: skip


def _draw_networks(figure, curves, x, xlabel, ylabel) -> tuple:
    """Draw a line for each network and optimizer; return axes by optimizer, and those that give all their scales."""
    every = _grid(figure)
    for (network, name), y in curves.items():
        style = "-" if network == "shallow" else (0, (3, 1.5))
        every[name].plot(x, y, color=INK, linestyle=style, linewidth=1.5, label=network)
    every["legend"].legend(*every["Lion"].get_legend_handles_labels(), loc="center", fontsize=9)
    figure.supxlabel(xlabel, fontsize=10)
    figure.supylabel(ylabel, fontsize=10)
    return every, every["gradient descent"]


def _draw_rates(telling, rates, tried):
    title, low = "Loss after 10,000 samples, by the learning rate", rates[0] / 1.5
    with telling.picture("rates", title, height=3.2) as figure:
        _, first = _draw_networks(figure, tried, rates, "learning rate", "cross-entropy")
        _scale(first.xaxis, low, 1.5, {1e-4: "10⁻⁴", 0.01: "0.01", 1: "1"})
        _scale(first.yaxis, 0.07, 2, {0.1: "0.1", 0.3: "0.3", 1: "1"})
    by_rate = [each[np.isclose(rates, rates[each.argmin()] / 10)] / each.min() for each in tried.values()]
    by_rate = float(np.exp(np.mean(np.log(np.concatenate(by_rate)))))
    by_optimizer = _over_networks({key: losses.min() for key, losses in tried.items()}, np.divide)
    telling.claim(
        "A rate ten times smaller than the best makes the loss more than one and a half times as large in the mean: "
        "the worst optimizer at its best rate is nearer to the best one.",
        by_rate > max(1.5, *by_optimizer.values()),
        by_the_rate=by_rate, by_the_optimizer=by_optimizer,
    )  # fmt: skip


def _over_networks(values, compare) -> dict[str, float]:
    """Compare the largest value of all optimizers with the smallest, by network; keys are (network, optimizer)."""
    by_network = {}
    for (network, _), value in values.items():
        by_network.setdefault(network, []).append(value)
    return {network: float(compare(max(each), min(each))) for network, each in by_network.items()}


def _draw_curves(telling, raced):
    title = "Accuracy on new samples by how many were seen: mean of the runs, and a deviation to either side"
    accuracy = {key: np.array([[*run.values()] for run in runs])[..., 1] for key, runs in raced.items()}
    seen = BATCH * np.array(list(next(iter(raced.values()))[0]))
    with telling.picture("curves", title, height=3.4) as figure:
        mean = {key: each.mean(axis=0) for key, each in accuracy.items()}
        every, first = _draw_networks(figure, mean, seen, "samples seen", "accuracy")
        for key, each in accuracy.items():
            deviation = each.std(axis=0, ddof=1)
            low, high = mean[key] - deviation, mean[key] + deviation
            every[key[1]].fill_between(seen, low, high, color=INK, alpha=0.12, linewidth=0)
        _scale(first.xaxis, seen[0] / 1.3, seen[-1] * 1.3, {1000: "10³", 10000: "10⁴"})
        first.set(ylim=(0.45, 1), yticks=[0.5, 0.75, 1])


def _accuracy(runs, step) -> np.ndarray:
    return np.array([run[step][1] for run in runs])


def _tabulate_accuracy(telling, raced, chosen):
    rows, means = [], {}
    for (network, name), runs in raced.items():
        row = dict(network=network, optimizer=name, rate=f"{chosen[network, name]:.2g}")
        for step, seen in STEPS.items():
            if step in runs[0]:
                right = _accuracy(runs, step)
                row |= {seen: f"{right.mean():.3f} ± {right.std(ddof=1):.3f}"}
                means.setdefault(step, {})[network, name] = right.mean()
        rows.append(row)
    title = "Accuracy on new samples after so many that were seen: mean ± deviation of runs"
    telling.table("accuracy", title, rows)
    spread = _over_networks(means[312], np.subtract)
    telling.claim(
        "After 10,000 samples the best optimizer is less than four points better than the worst.",
        max(spread.values()) < 0.04, **spread,
    )  # fmt: skip
    wins = min(means[312][key] - means[31][key] for key in means[31])
    telling.claim(
        "Each wins more than one point by 10,000 samples instead of 1,000.", wins > 0.01, least=wins
    )
    if 1562 in means:
        wins = max(means[1562][key] - means[312][key] for key in means[312])
        telling.claim("None wins more than two by 50,000 instead of 10,000.", wins < 0.02, most=wins)


def _race_uneven(telling, raced, rates, runs):
    rows, uneven = [], {}
    for name in [name for network, name in raced if network == "shallow"]:
        rate = float(rates[np.argmin(_try_rates(name, "shallow", rates, 1, SHRUNK))])
        again = [_race(name, rate, "shallow", *_moons(run, 10_000), 312, run, SHRUNK) for run in range(runs)]
        uneven[name] = _accuracy(again, 312).mean()
        even = _accuracy(raced["shallow", name], 312).mean()
        rows.append(dict(optimizer=name, rate=f"{rate:.2g}", of_one_size=even, uneven=uneven[name]))
    telling.table("uneven", "Accuracy after 10,000 samples, coordinates of one size and of unlike size", rows)
    each = {name: uneven[name] for name in ADAPTIVE if name in uneven}
    best = max(value for name, value in uneven.items() if name not in ADAPTIVE)
    telling.claim(
        "Where the coordinates are uneven, RMSprop, Adam, AdamW and Lion are each more than five points better than "
        "the best of the others.",
        min(each.values()) > best + 0.05,
        **{name.replace(" ", "_"): value for name, value in uneven.items()},
    )


def _walk_together(telling, panels, steps):
    like, apart = _weights("shallow", 0), {}
    gradient_at = _gradient("shallow", *_moons(0), like)
    for name, (concept, settings, _) in OPTIMIZERS.items():
        given = dict(w=flat(like), learning_rate=0.03, **settings)
        path, gradients = walked(concept, gradient_at=gradient_at, steps=steps, **given)
        paths = panels.ask(concept, "path", gradients=gradients, **given)
        apart[name] = {framework: float(roundings(path, each).max()) for framework, each in paths.items()}
    title = f"How far each panel's first {steps} steps of the race are from those of scratch, in roundings"
    telling.by_panel("panels", title, "optimizer", apart)
    far = {panel: max(by[panel] for by in apart.values()) * np.finfo(float).eps for panel in panels}
    telling.claim(
        "None is further from them than a hundredth of the largest weight.",
        max(far.values()) < 0.01, farthest=far,
    )  # fmt: skip


def _train_together(telling, panels):
    """Let all panels train both networks on the first samples of the race, as the concepts do it."""
    (x, y), (x_new, y_new) = _moons(0), _moons(run=999, samples=2000)
    x, y, right, reached = x[: 31 * BATCH], y[: 31 * BATCH], {}, {}
    for network, name, concept, rate in (
        ("shallow", "gradient descent", "models.mlp", 0.3),
        ("deep", "momentum", "models.deep_mlp", 0.1),
    ):
        like, (optimizer, settings, _) = _weights(network, 0), OPTIMIZERS[name]
        how = dict(learning_rate=rate, **settings)
        path, _ = walked(optimizer, flat(like), _gradient(network, x, y, like), 31, **how)
        how |= dict(batch_size=BATCH, epochs=1, held_out=dict(x=x_new))
        runs = panels.answer(concept, x=x, y=y, **like, **how)
        ends = {panel: flat({each: run[each] for each in like}) for panel, run in runs.items()}
        reached[network] = {"race": path[-1]} | ends
        by = {panel: categorical_accuracy(run["test_prediction"], y_new) for panel, run in runs.items()}
        setting = f"{name}, learning_rate={rate}"
        telling.scores(by, data="two_moons", model=concept, setting=setting, split="test", metric="accuracy")
        right[network, name] = by
    title = "Accuracy on new samples after the first 992, trained by each panel itself"
    telling.by_panel("trained", title, ("network", "optimizer"), right)
    for network, each in reached.items():
        telling.agree(f"In every panel the {network} network's weights are those of the race.", each)
