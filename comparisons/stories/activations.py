r"""Activations: the bend between two layers; without it depth is worth nothing, with the wrong one nothing learns.

An activation is a function of one number. Forward it bends; backward it multiplies each gradient by its slope:

    a = f(z)           dz = da ⊙ f′(z)

The first picture draws all activations of this collection, thick, with their slopes, thin. (Softmax is not among them:
each of its outputs depends on all inputs.)

*Without a bend.* Two layers without an activation are one: (x W₁ + b₁) W₂ + b₂ = x W₁ W₂ + (b₁ W₂ + b₂), and so are
twenty. The second picture follows one output of a deep network on the straight way from one tumour to another. Without
activation it is a straight line, and a single layer, its weights multiplied out, says the same.

*Vanishing and exploding.* On its way back through a deep network a gradient is multiplied in each layer, by weights and
by a slope. If a layer halves it, twenty layers leave a millionth. The third picture shows the norm of the gradient by
each layer's z. The sigmoid's slope is 1/4 at most, so its gradients vanish. With tanh and ReLU they keep their size if
the weights are neither too small nor too large: normal with variance 1 / h between layers of h units (Glorot & Bengio,
2010), and twice that for ReLU, which silences half of the units (He et al., 2015). With half of such weights they
vanish, with twice of them they explode; tanh is spared the worst, since it saturates.

*Dead units.* Where a ReLU is 0 its slope is 0 too. A unit that is 0 for every sample gets no gradient at all, so it
never changes again. A very negative bias does that, and so does a single step that is far too long: the last picture
counts the dead.

*Exercise.* Let ``_dead`` ask ``activations.leaky_relu`` instead of ``activations.relu``. How many units are dead then,
and why?
"""

import numpy as np
from scipy.linalg import block_diag

from comparisons.declaring import catalogue
from comparisons.declaring.data import breast_cancer, digits
from reports.drawing import INK, lines, logarithmic

PLACE = 7

#: None of these points is a whole number: at some of them a function has a kink, and no slope.
X = np.linspace(-3.1, 3.1, 120)

#: Deep networks: the gain of each activation's weights, their deviation times √h, and what it is multiplied by.
GAINS = {
    "activations.identity": 1.0, "activations.sigmoid": 1.0, "activations.tanh": 1.0, "activations.relu": np.sqrt(2),
}  # fmt: skip
FACTORS = {"half": 0.5, "right": 1.0, "twice": 2.0}
TUMOURS, FEATURES, ON_THE_WAY = 48, 16, 33

#: The layer in which dead units are counted, and what may kill them.
UNITS = 64
BIASES = np.arange(0.0, -18.0, -2.0)
LEARNING_RATES = (0.1, 0.3, 1.0, 3.0)


def tell(panels, telling, quick):
    """Draw the functions, send gradients through deep networks, and count dead units."""
    _tell_functions(panels, telling)
    _tell_depth(panels, telling, layers=8 if quick else 20)
    _tell_death(panels, telling, LEARNING_RATES[::3] if quick else LEARNING_RATES)


def elementwise() -> list[str]:
    """Return the activations that are functions of one number."""
    return [
        name
        for name in catalogue.select(["activations"])
        if [each.axes for each in catalogue.load(name).arguments.values()] == [("*shape",)]
    ]


def _tell_functions(panels, telling):
    answers = {name: panels.answer(name, x=X, cotangents=dict(dy=np.ones_like(X))) for name in elementwise()}
    steepest = {
        name: {framework: np.abs(answer["dx"]).max() for framework, answer in by_panel.items()}
        for name, by_panel in answers.items()
    }
    telling.claim(
        "A sigmoid is nowhere steeper than 1/4, tanh and ReLU nowhere than 1, and a step is flat.",
        all(
            0.9 * slope <= value <= slope
            for name, slope in (("sigmoid", 0.25), ("tanh", 1), ("relu", 1), ("step", 0))
            for value in steepest[f"activations.{name}"].values()
        ),
        **{name: steepest[f"activations.{name}"] for name in ("sigmoid", "tanh", "relu", "step")},
    )
    rows = [
        dict(activation=name.split(".")[1], framework=framework, value=value)
        for name, by_panel in steepest.items()
        for framework, value in by_panel.items()
    ]
    telling.table("slopes", f"The steepest slope from −{X[-1]:g} to {X[-1]:g}", rows)
    _draw_functions(telling, answers)


def _tell_depth(panels, telling, layers):
    networks = Networks(layers)
    went = {framework: networks.run(panel) for framework, panel in panels.items()}
    outputs = {framework: z for framework, (z, _) in went.items()}
    norms = {framework: each for framework, (_, each) in went.items()}
    one_layer = panels.answer("linear.dense", x=networks.x, **networks.collapsed())
    _claim_norms(telling, norms)
    _claim_collapse(telling, outputs, {framework: answer["y"] for framework, answer in one_layer.items()})
    _draw_way(telling, outputs, layers)
    _draw_norms(telling, norms)


class Networks:
    """Deep networks side by side: a layer of all of them has their weights as blocks on its diagonal.

    What comes out of them has the axes activation, factor of the weights, and unit.
    """

    def __init__(self, layers: int):
        rng = np.random.default_rng(0)
        tumours = breast_cancer().x_train[:TUMOURS, :FEATURES]
        way = np.linspace(0, 1, ON_THE_WAY)[:, None]
        self.x = np.concatenate([tumours, tumours[0] + way * (tumours[1] - tumours[0])])
        self.weights = rng.standard_normal((layers, FEATURES, FEATURES)) / np.sqrt(FEATURES)
        self.biases = 0.1 * rng.standard_normal((layers, FEATURES))
        self.dy = rng.standard_normal(self.x.shape)

    def layers(self) -> list[dict]:
        """Return W and b of each layer of all networks; those without activation have biases, the others none."""
        scales = [gain * factor for gain in GAINS.values() for factor in FACTORS.values()]
        biased = np.repeat([name == "activations.identity" for name in GAINS], len(FACTORS))
        return [
            dict(W=block_diag(*[scale * W for scale in scales]), b=np.outer(biased, b).ravel())
            for W, b in zip(self.weights, self.biases, strict=True)
        ]

    def run(self, panel) -> tuple[np.ndarray, np.ndarray]:
        """Go forward and back; return z of the last layer, and the norm of the gradient by z in each layer."""
        x, dz = (np.tile(each, (1, len(GAINS) * len(FACTORS))) for each in (self.x, self.dy))
        layers, inputs, scores = self.layers(), [], []
        for layer in layers:
            inputs.append(_activate(panel, scores[-1])["y"] if scores else x)
            scores.append(panel.answer("linear.dense", x=inputs[-1], **layer)["y"])
        norms = [self._norms(dz)]
        for number in reversed(range(1, len(layers))):
            layer = layers[number] | dict(x=inputs[number])
            da = panel.answer("linear.dense", **layer, cotangents=dict(dy=dz))["dx"]
            dz = _activate(panel, scores[number - 1], da)["dx"]
            norms.insert(0, self._norms(dz))
        return self._apart(scores[-1]), np.array(norms)

    def _apart(self, array) -> np.ndarray:
        return array.reshape(len(array), len(GAINS), len(FACTORS), FEATURES)

    def _norms(self, gradient) -> np.ndarray:
        return np.linalg.norm(self._apart(gradient), axis=(0, 3))

    def collapsed(self) -> dict:
        """Return W and b of the one layer that the right network without activation is."""
        W, b = np.eye(FEATURES), np.zeros(FEATURES)
        for W_next, b_next in zip(self.weights, self.biases, strict=True):
            W, b = W @ W_next, b @ W_next + b_next
        return dict(W=W, b=b)


def _activate(panel, z, da=None) -> dict[str, np.ndarray]:
    """Return y and dx of all networks, of each by its own activation."""
    das = np.split(z if da is None else da, len(GAINS), axis=1)
    answers = [
        panel.answer(name, x=part, cotangents=dict(dy=da))
        for name, part, da in zip(GAINS, np.split(z, len(GAINS), axis=1), das, strict=True)
    ]
    return {label: np.concatenate([answer[label] for answer in answers], axis=1) for label in ("y", "dx")}


def _claim_norms(telling, norms):
    kept = {framework: each[:-1] / each[1:] for framework, each in norms.items()}
    telling.agree(
        "What each layer of each network multiplies the norm of the gradient by is the same in all panels.",
        kept,
    )
    factors = {framework: (each[0] / each[-1]) ** (1 / (len(each) - 1)) for framework, each in norms.items()}
    identity, sigmoid, tanh, relu = np.moveaxis(np.array(list(factors.values())), 1, 0)
    half, right, twice = range(len(FACTORS))
    telling.claim(
        "A layer of sigmoids keeps less than a quarter of the gradient; one of tanh or ReLU keeps about all of it with "
        "the right weights and about half with half of them; one of ReLU doubles it with twice the weights.",
        np.all(sigmoid[:, right] < 0.25)
        and all(
            np.all(np.abs(each[:, right] - 1) < 0.25) and np.all(each[:, half] < 0.6)
            for each in (identity, tanh, relu)
        )
        and np.all(relu[:, twice] > 1.7),
        sigmoid_right=sigmoid[0, right],
        tanh_half_and_right=tanh[0, [half, right]],
        relu_half_right_and_twice=relu[0],
    )
    rows = [
        dict(activation=name.split(".")[1], weights=weights, framework=framework, value=value)
        for framework, each in factors.items()
        for name, row in zip(GAINS, each, strict=True)
        for weights, value in zip(FACTORS, row.tolist(), strict=True)
    ]
    telling.table("factors", "What a layer multiplies the gradient by, on the mean of all layers", rows)


def _claim_collapse(telling, outputs, one_layer):
    right = list(FACTORS).index("right")
    telling.agree(
        "Without activation the deep network is one layer, whose weights are the product of all.",
        {
            "one layer": list(one_layer.values()),
            "deep": [z[:, list(GAINS).index("activations.identity"), right] for z in outputs.values()],
        },
    )
    ways = {
        name: [z[-ON_THE_WAY:, place, right, 0] for z in outputs.values()] for place, name in enumerate(GAINS)
    }
    straight = ways["activations.identity"]
    telling.agree(
        "On a straight way its output is a straight line.",
        {"chord": [_chord(y) for y in straight], "output": straight},
    )
    bends = {
        name: float(max(np.max(np.abs(y - _chord(y))) / np.ptp(y) for y in ways[name]))
        for name in ("activations.tanh", "activations.relu")
    }
    telling.claim(
        "With tanh or ReLU it bends: it leaves its chord by more than a hundredth of its range.",
        min(bends.values()) > 0.01,
        **bends,
    )


def _chord(y) -> np.ndarray:
    return np.linspace(y[0], y[-1], len(y))


def _tell_death(panels, telling, rates):
    split = digits()
    x, y = split.x_train - split.x_train.min(axis=0), split.y_train  # ink is never negative
    rng = np.random.default_rng(0)
    start = dict(
        W1=rng.standard_normal((x.shape[1], UNITS)) * np.sqrt(2 / x.shape[1]), b1=np.zeros(UNITS),
        W2=rng.standard_normal((UNITS, 10)) * np.sqrt(2 / UNITS), b2=np.zeros(10),
    )  # fmt: skip
    deaths = {framework: _kill(panel, x, y, start, rates) for framework, panel in panels.items()}
    _claim_death(telling, deaths, rates)
    _draw_death(telling, deaths, rates)


def _kill(panel, x, y, start, rates) -> dict[str, np.ndarray]:
    """Kill units, by a bias and by a first step with each learning rate, and train on after the last of these steps.

    Return the share of dead units by bias and by rate, and of the last the units that are dead and that still move.
    """
    biased = _dead(panel, x, np.tile(start["W1"], (1, len(BIASES))), np.repeat(BIASES, UNITS))
    dead = []
    for rate in rates:
        run = panel.answer("models.mlp", x=x, y=y, **start, learning_rate=rate, batch_size=len(x), epochs=1)
        dead.append(_dead(panel, x, run["W1"], run["b1"]))
    stepped = {name: run[name] for name in start}
    later = panel.answer("models.mlp", x=x, y=y, **stepped, learning_rate=0.1, batch_size=len(x), epochs=5)
    return dict(
        by_bias=biased.reshape(len(BIASES), UNITS).mean(axis=1),
        by_rate=np.mean(dead, axis=1),
        dead=dead[-1],
        moving=(later["W1"] != run["W1"]).any(axis=0),
    )


def _dead(panel, x, W, b) -> np.ndarray:
    """Return which units of a layer pass no gradient, of whatever sample."""
    z = panel.answer("linear.dense", x=x, W=W, b=b)["y"]
    slopes = panel.answer("activations.relu", x=z, cotangents=dict(dy=np.ones_like(z)))["dx"]
    return (slopes == 0).all(axis=0)


def _claim_death(telling, deaths, rates):
    by_bias = {framework: each["by_bias"] for framework, each in deaths.items()}
    by_rate = {framework: each["by_rate"] for framework, each in deaths.items()}
    telling.claim(
        "The more negative the bias, the more ReLUs are dead: none at 0, at last more than half.",
        all(dead[0] == 0 and (np.diff(dead) >= 0).all() and dead[-1] > 0.5 for dead in by_bias.values()),
        biases=BIASES,
        dead=by_bias,
    )
    telling.claim(
        "A short step kills no unit, a single one that is far too long more than a tenth.",
        all(dead[0] == 0 and dead[-1] > 0.1 for dead in by_rate.values()),
        learning_rates=rates,
        dead=by_rate,
    )
    telling.claim(
        "The dead do not come back: after five more steps each living unit has moved, no dead one has by a single bit.",
        all(np.array_equal(each["moving"], ~each["dead"]) for each in deaths.values()),
        moved={framework: int(each["moving"].sum()) for framework, each in deaths.items()},
        dead={framework: int(each["dead"].sum()) for framework, each in deaths.items()},
    )
    rows = [
        dict(cause=cause, size=size, framework=framework, value=share)
        for cause, sizes, shares in (("bias", BIASES, by_bias), ("learning rate", rates, by_rate))
        for framework, every in shares.items()
        for size, share in zip(sizes, every.tolist(), strict=True)
    ]
    telling.table("dead", f"Share of {UNITS} ReLUs that are 0 for every image", rows)


def _draw_functions(telling, answers):
    title = "All activations (thick) and their slopes (thin)"
    columns = 4
    rows = -(-len(answers) // columns)
    with telling.picture("functions", title, height=1.0 + 1.3 * rows) as figure:
        every = figure.subplots(rows, columns, sharex=True, sharey=True, squeeze=False).ravel()
        for axes in every[len(answers) :]:
            axes.set_visible(False)
        for axes, (name, by_panel) in zip(every, answers.items(), strict=False):
            lines(axes, {framework: (X, answer["dx"]) for framework, answer in by_panel.items()})
            for line in axes.lines:
                line.set_linewidth(line.get_linewidth() / 2)
            lines(axes, {framework: (X, answer["y"]) for framework, answer in by_panel.items()})
            axes.set_title(name.split(".")[1])
            axes.set(xticks=[-3, 0, 3], yticks=[-1, 0, 1, 2, 3], ylim=(-1.5, 3.2))
            axes.grid(alpha=0.12, color=INK)
        figure.legend(handles=axes.lines[-len(by_panel) :], loc="outside lower center", ncols=len(by_panel))


def _draw_way(telling, outputs, layers):
    title = f"One output of {layers} layers on a straight way: without activation a straight line"
    right = list(FACTORS).index("right")
    with telling.picture("collapse", title, height=2.6) as figure:
        chosen = [name for name in GAINS if name != "activations.sigmoid"]
        for axes, name in zip(figure.subplots(1, len(chosen)), chosen, strict=True):
            curves = {
                framework: z[-ON_THE_WAY:, list(GAINS).index(name), right, 0]
                for framework, z in outputs.items()
            }
            lines(axes, {framework: (np.linspace(0, 1, ON_THE_WAY), y) for framework, y in curves.items()})
            axes.set(title=name.split(".")[1], xticks=[0, 1])
        figure.supxlabel("way from one tumour to another", fontsize=10)


def _draw_norms(telling, norms):
    title = "The gradient on its way back: right weights keep its size, if the activation lets them"
    every = np.array(list(norms.values()))
    number, room = np.arange(1, every.shape[1] + 1), (every.max() / every.min()) ** 0.16
    with telling.picture("gradients", title, height=6.2) as figure:
        grid = figure.subplots(2, 2, sharex=True, sharey=True)
        for place, (axes, name) in enumerate(zip(grid.ravel(), GAINS, strict=True)):
            for factor, what in enumerate(FACTORS):
                lines(
                    axes, {framework: (number, each[:, place, factor]) for framework, each in norms.items()}
                )
                style = (
                    dict(xytext=(0, 6), va="bottom") if what == "twice" else dict(xytext=(0, -6), va="top")
                )
                axes.annotate(what, (1, every[0, 0, place, factor]), textcoords="offset points", **style)
            axes.set_title(name.split(".")[1])
            logarithmic(axes.yaxis, every.min() / room, every.max() * room)
            axes.grid(axis="y", alpha=0.12, color=INK)
        for axes in grid[1]:
            axes.set_xlabel("layer")
        for axes in grid[:, 0]:
            axes.set_ylabel("norm of the gradient")


def _draw_death(telling, deaths, rates):
    title = "Dead ReLUs: silenced by a negative bias, or by one step that was too long"
    with telling.picture("dead", title, height=2.9) as figure:
        left, right = figure.subplots(1, 2, sharey=True)
        lines(left, {framework: (BIASES, 100 * each["by_bias"]) for framework, each in deaths.items()})
        lines(right, {framework: (rates, 100 * each["by_rate"]) for framework, each in deaths.items()})
        logarithmic(right.xaxis, rates[0] / 1.2, rates[-1] * 1.2)
        left.set(xlabel="bias", ylabel="dead units in %", ylim=(-3, 103))
        right.set(xlabel="learning rate of the step")
        right.legend(loc="upper left")
