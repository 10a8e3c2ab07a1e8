r"""Activations: the bend between two layers; without it depth is worth nothing, with the wrong one nothing learns.

An activation is a function of one number. Forward it bends; backward it multiplies each gradient by its slope:

    a = f(z)           dz = da ⊙ f′(z)

Here are all activations of this collection, thick, with their slopes, thin. (Softmax is not among them: each of its
outputs depends on all inputs.) Where panels part by more than the law allows each has a line of its own. The eye cannot
see it, but the law can: a constant is kept in float32 there, √½ or a slope of 1/6, whatever the numbers are.

[functions] [parted]

*Without a bend.* Two layers without an activation are one: (x W₁) W₂ = x (W₁ W₂), and so are twenty; biases only add
up. This is one output of a deep network on the straight way from one tumour to another. Without activation it is a
straight line, and a single layer, its weights multiplied out, says the same.

[collapse]

*Vanishing and exploding.* On its way back through a deep network a gradient is multiplied in each layer, by weights and
by a slope. If a layer halves it, twenty layers leave a millionth. The sigmoid's slope is 1/4 at most, so its gradients
vanish. With tanh and ReLU they keep their size if the weights are neither too small nor too large: normal with variance
1 / h between layers of h units (Glorot & Bengio, 2010), and twice that for ReLU, which silences half of the units (He
et al., 2015). With half of such weights they vanish, with twice of them they explode; tanh is spared the worst, since
it saturates. Instead it is chaotic then (Poole et al., 2016): each layer stretches what differs, a rounding too, while
no value grows. So there alone panels part on twenty layers, though by roundings only.

[gradients]

*Dead units.* Where a ReLU is 0 its slope is 0 too. A unit that is 0 for every sample gets no gradient at all, so it
never changes again. A single step does that, if it is far too long. Here a network that reads digits takes its first
step with several learning rates, and then five short ones.

[dead]

*Exercise.* Let ``_dead`` ask ``activations.leaky_relu`` instead of ``activations.relu``. How many units are dead then,
and why?
"""

import numpy as np
from scipy.linalg import block_diag

from comparisons.declaring import catalogue
from comparisons.declaring.beginnings import first_weights
from comparisons.declaring.data import breast_cancer, digits
from reports.drawing import EVERY, INK, around, legend, lines, logarithmic, note, roundings, together, words

PLACE = 7

#: None of these points is a whole number: at some of them a function has a kink, and no slope.
X = np.linspace(-3.1, 3.1, 120)

#: Deep networks: the gain of each activation's weights, their deviation times √h, and what it is multiplied by.
GAINS = {
    "activations.identity": 1.0, "activations.sigmoid": 1.0, "activations.tanh": 1.0, "activations.relu": np.sqrt(2),
}  # fmt: skip
FACTORS = {"half": 0.5, "right": 1.0, "twice": 2.0}
HALF, RIGHT, TWICE = range(len(FACTORS))
TUMOURS, FEATURES, ON_THE_WAY = 48, 16, 33

#: The layer in which dead units are counted, and learning rates of the step that may kill them.
UNITS = 64
LEARNING_RATES = (0.1, 0.3, 1.0, 3.0)


def tell(panels, telling, quick):
    """Draw the functions, send gradients through deep networks, and count dead units."""
    _tell_functions(panels, telling)

    x, weights, dy = _deep(layers=8 if quick else 20)
    went = {framework: _forward_and_back(panel, x, weights, dy) for framework, panel in panels.items()}
    outputs, norms = ({framework: both[which] for framework, both in went.items()} for which in (0, 1))
    one_layer = panels.answer("linear.dense", x=x, W=np.linalg.multi_dot(weights))
    _draw_way(telling, outputs)
    _claim_collapse(telling, outputs, one_layer)
    _draw_norms(telling, norms)
    _claim_norms(telling, norms)

    rates = LEARNING_RATES[::3] if quick else LEARNING_RATES
    runs = {framework: [_trained(panel, rate) for rate in rates] for framework, panel in panels.items()}
    dead = {framework: [_dead(panels[framework], run) for run in each] for framework, each in runs.items()}
    _draw_death(telling, dead, rates)
    _claim_death(telling, panels, runs, dead, rates)


def exercise(panels, telling, quick):
    """None: a leaky ReLU has a slope of 0.01 below zero, so a hundredth of the gradient passes even where the unit is
    as good as silent. What is asleep can be woken, only slowly.
    """
    runs = {framework: _trained(panel, LEARNING_RATES[-1]) for framework, panel in panels.items()}
    dead = {name: int(_dead(panels[name], run, "activations.leaky_relu").sum()) for name, run in runs.items()}
    telling.claim("After the longest step no leaky ReLU is dead.", not any(dead.values()), dead=dead)


def elementwise() -> list[str]:
    """Return the activations that are functions of one number."""
    return [
        name
        for name in catalogue.select(["activations"])
        if [each.axes for each in catalogue.load(name).arguments.values()] == [("*shape",)]
    ]


def _deep(layers) -> tuple[np.ndarray, ...]:
    """Return tumours and a way from one to another, weights of every layer, and gradients that arrive at the last."""
    rng = np.random.default_rng(0)
    tumours = breast_cancer().x_train[:TUMOURS, :FEATURES]
    way = np.linspace(0, 1, ON_THE_WAY)[:, None]
    x = np.concatenate([tumours, tumours[0] + way * (tumours[1] - tumours[0])])
    weights = rng.standard_normal((layers, FEATURES, FEATURES)) / np.sqrt(FEATURES)
    return x, weights, rng.standard_normal(x.shape)


def _forward_and_back(panel, x, weights, dy) -> tuple[np.ndarray, np.ndarray]:
    """Return z of the last layer, and the norm of the gradient by z in each layer.

    Networks with each activation and each factor stand side by side: a layer of all of them has their weights as blocks
    on its diagonal. What is returned has the axes activation and factor, and z that of the units.
    """
    scales = [gain * factor for gain in GAINS.values() for factor in FACTORS.values()]
    layers = [block_diag(*[scale * W for scale in scales]) for W in weights]
    x, dz = (np.tile(each, (1, len(scales))) for each in (x, dy))
    inputs, scores, gradients = [], [], [dz]
    for W in layers:
        inputs.append(_activate(panel, scores[-1])["y"] if scores else x)
        scores.append(panel.answer("linear.dense", x=inputs[-1], W=W)["y"])
    for W, x, z in reversed(list(zip(layers[1:], inputs[1:], scores[:-1], strict=True))):
        da = panel.answer("linear.dense", x=x, W=W, cotangents=dict(dy=gradients[0]))["dx"]
        gradients.insert(0, _activate(panel, z, da)["dx"])
    apart = np.reshape([scores[-1], *gradients], (-1, len(dy), len(GAINS), len(FACTORS), FEATURES))
    return apart[0], np.linalg.norm(apart[1:], axis=(1, 4))


def _activate(panel, z, da=None) -> dict[str, np.ndarray]:
    """Return y and dx of all networks, of each by its own activation."""
    das = np.split(z if da is None else da, len(GAINS), axis=1)
    answers = [
        panel.answer(name, x=part, cotangents=dict(dy=da))
        for name, part, da in zip(GAINS, np.split(z, len(GAINS), axis=1), das, strict=True)
    ]
    return {label: np.concatenate([answer[label] for answer in answers], axis=1) for label in ("y", "dx")}


def _images() -> tuple:
    """Return digits, their classes, and weights to begin with."""
    split = digits()
    x = split.x_train - split.x_train.min(axis=0)  # ink is never negative
    shapes = dict(W1=(x.shape[1], UNITS), b1=UNITS, W2=(UNITS, 10), b2=10)
    return x, split.y_train, first_weights(shapes, gain=2)


def _trained(panel, learning_rate, weights=None, epochs=1):
    """Train with steps on all samples, one an epoch."""
    x, y, start = _images()
    first = {name: (weights or start)[name] for name in start}
    how = dict(learning_rate=learning_rate, batch_size=len(x), epochs=epochs)
    return panel.answer("models.mlp", x=x, y=y, **first, **how)


def _dead(panel, run, activation="activations.relu") -> np.ndarray:
    """Return which hidden units of a trained network pass no gradient, of whatever sample."""
    z = panel.answer("linear.dense", x=_images()[0], W=run["W1"], b=run["b1"])["y"]
    return (panel.answer(activation, x=z, cotangents=dict(dy=np.ones_like(z)))["dx"] == 0).all(axis=0)


def _tell_functions(panels, telling):
    answers = {name: panels.answer(name, x=X, cotangents=dict(dy=np.ones_like(X))) for name in elementwise()}
    _draw_functions(telling, answers)
    steepest = {framework: answer["dx"].max() for framework, answer in answers["activations.sigmoid"].items()}
    telling.claim(
        "A sigmoid is nowhere steeper than 1/4.",
        all(0.24 < slope <= 0.25 for slope in steepest.values()),
        steepest=steepest,
    )
    rows = []
    for name, each in answers.items():
        first, *_ = arrays = {framework: np.array([a["y"], a["dx"]]) for framework, a in each.items()}
        if EVERY not in together(arrays):
            far = {framework: float(roundings(arrays[first], a).max()) for framework, a in arrays.items()}
            rows += [dict(activation=words(name), framework=key, value=value) for key, value in far.items()]
    telling.table("parted", "Where panels part: roundings from the first of them", rows)
    single = np.finfo("float32").eps / np.finfo("float64").eps
    telling.claim(
        "No panel is further from the first than a rounding of float32.",
        all(row["value"] < single for row in rows),
        a_rounding_of_float32=single,
    )


def _claim_collapse(telling, outputs, one_layer):
    telling.agree(
        "Without activation the deep network is one layer, whose weights are the product of all.",
        {
            "one layer": [answer["y"] for answer in one_layer.values()],
            "deep": [z[:, list(GAINS).index("activations.identity"), RIGHT] for z in outputs.values()],
        },
    )
    ways = np.stack([z[-ON_THE_WAY:, :, RIGHT, 0] for z in outputs.values()], axis=1)
    off = np.abs(ways - np.linspace(ways[0], ways[-1], len(ways))).max(axis=0) / np.ptp(ways, axis=0)
    off = dict(zip(map(words, GAINS), off.max(axis=0).tolist(), strict=True))
    telling.claim(
        "With tanh or ReLU it bends: it leaves the straight line by more than a hundredth of its range, and without "
        "activation by less than a part in 10¹².",
        min(off["tanh"], off["ReLU"]) > 0.01 and off["identity"] < 1e-12,
        **off,
    )


def _claim_norms(telling, norms):
    telling.agree(
        "What each layer with the right weights multiplies the norm of the gradient by is the same in all panels.",
        {framework: (each[:-1] / each[1:])[..., RIGHT] for framework, each in norms.items()},
    )
    factors = [(each[0] / each[-1]) ** (1 / (len(each) - 1)) for each in norms.values()]
    identity, sigmoid, tanh, relu = np.moveaxis(np.array(factors), 1, 0)
    telling.claim(
        "With the right weights a layer of sigmoids keeps less than a quarter of the gradient.",
        np.all(sigmoid[:, RIGHT] < 0.25),
        keeps=sigmoid[0, RIGHT],
    )
    others = np.array([identity, tanh, relu])
    telling.claim(
        "Other layers keep between 2/3 and 3/2 of it with the right weights and less than 0.6 with half of them; one "
        "of ReLU makes it more than 1.5 times as large with twice of them.",
        np.all([abs(np.log(others[..., RIGHT])) < np.log(1.5), others[..., HALF] < 0.6])
        and np.all(relu[:, TWICE] > 1.5),
        tanh_half_right_and_twice=tanh[0],
        ReLU_half_right_and_twice=relu[0],
    )


def _claim_death(telling, panels, runs, dead, rates):
    share = {framework: [float(units.mean()) for units in each] for framework, each in dead.items()}
    telling.claim(
        "A short step kills no unit, a single one that is far too long more than a tenth.",
        all(each[0] == 0 and each[-1] > 0.1 for each in share.values()),
        learning_rates=rates,
        dead=share,
    )
    later = {name: _trained(panels[name], 0.01, each[-1], epochs=5) for name, each in runs.items()}
    moved = {name: (run["W1"] != runs[name][-1]["W1"]).any(axis=0) for name, run in later.items()}
    telling.claim(
        "The dead do not come back: after five more steps each living unit has moved, no dead one has by a single bit.",
        all(np.array_equal(moved[framework], ~each[-1]) for framework, each in dead.items()),
        moved={framework: int(each.sum()) for framework, each in moved.items()},
        dead={framework: int(each[-1].sum()) for framework, each in dead.items()},
    )


def _draw_functions(telling, answers):
    rows, drawn, title = -(-len(answers) // 4), [], "All activations (thick) and their slopes (thin)"
    with telling.picture("functions", title, height=1.0 + 1.3 * rows) as figure:
        every = figure.subplots(rows, 4, sharex=True, sharey=True, squeeze=False).ravel()
        for axes in every[len(answers) :]:
            axes.set_visible(False)
        for axes, (name, by_panel) in zip(every, answers.items(), strict=False):
            lines(axes, {framework: (X, a["dx"]) for framework, a in by_panel.items()}, linewidth=0.9)
            drawn += lines(axes, {framework: (X, a["y"]) for framework, a in by_panel.items()})
            axes.set(title=words(name), xticks=[-3, 0, 3], yticks=[-1, 0, 1, 2, 3], ylim=(-1.5, 3.2))
            axes.grid(alpha=0.12, color=INK)
        legend(figure, drawn)


def _draw_way(telling, outputs):
    title = "One output of a deep network on a straight way: without activation a straight line"
    with telling.picture("collapse", title, height=2.6) as figure:
        chosen, way = [name for name in GAINS if name != "activations.sigmoid"], np.linspace(0, 1, ON_THE_WAY)
        for axes, name in zip(figure.subplots(1, len(chosen)), chosen, strict=True):
            place = list(GAINS).index(name)
            lines(axes, {panel: (way, z[-ON_THE_WAY:, place, RIGHT, 0]) for panel, z in outputs.items()})
            axes.set(title=words(name), xticks=[0, 1])
        figure.supxlabel("way from one tumour to another", fontsize=10)


def _draw_norms(telling, norms):
    title = "The gradient on its way back: right weights keep its size, if the activation lets them"
    with telling.picture("gradients", title, height=6.2) as figure:
        every, drawn = figure.subplots(2, 2, sharex=True, sharey=True).ravel(), []
        for place, (axes, name) in enumerate(zip(every, GAINS, strict=True)):
            for factor, what in enumerate(FACTORS):
                curves = {panel: each[:, place, factor] for panel, each in norms.items()}
                drawn += lines(axes, {panel: (range(1, len(y) + 1), y) for panel, y in curves.items()})
                start, *_, end = next(iter(curves.values()))
                note(axes, what, (1, start), up=4 if start > end else -2, ha="left", fontsize=9)
            logarithmic(axes.yaxis, *around(*norms.values()))
            axes.set(title=words(name), xlabel="layer", ylabel="norm of the gradient")
            axes.grid(axis="y", alpha=0.12, color=INK)
            axes.label_outer()
        legend(figure, drawn)


def _draw_death(telling, dead, rates):
    with telling.picture("dead", "Dead ReLUs: silenced by one step that was too long", height=2.6) as figure:
        axes = figure.subplots()
        share = {name: (rates, [100 * units.mean() for units in each]) for name, each in dead.items()}
        axes.legend(handles=lines(axes, share, marker="o"), loc="upper left")
        logarithmic(axes.xaxis, rates[0] / 1.2, rates[-1] * 1.2)
        axes.set(xlabel="learning rate of the step", ylabel="dead units in %", ylim=(-2, None))
