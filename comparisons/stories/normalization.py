r"""How to begin, and how to stay normal: twenty layers pass on what they are given, larger or smaller, and it adds up.

A layer makes each of its sums out of n terms. If weights are drawn around 0 with deviation σ, a sum has a mean square
n σ² times that of what comes in. A ReLU takes half of that away. So one layer multiplies the size of a signal, the root
of its mean square, by

    √(n σ² / 2)

and on its way back it does the same to the gradient. Twenty layers do it twenty times. With n = 64, as here:

    N(0, 0.05²)    √(64 · 0.0025 / 2) = 0.28       and its 20th power is 10⁻¹¹
    Glorot         √(64 · (1 / 64) / 2) = 0.71     0.001
    He             √(64 · (2 / 64) / 2) = 1        1

Glorot and Bengio (2010) thought of tanh, which near 0 is hardly different from its input, and takes no half away. He,
Zhang, Ren and Sun (2015) counted in the half that a ReLU takes. Every panel draws these by itself.

[drawn]

Does the sum come out? Digits go through twenty layers of 64 units, and the gradient of the cross-entropy comes back.

[sizes] [factors]

For ReLUs it does, to a few per cent, forward and backward. For tanh Glorot's weights are nearly right: what they lose
is what tanh squashes, and it squashes less the smaller a signal has become. He's are too large for it: signals stay
where tanh is flat, and gradients grow on their way back.

The other way is not to trust in a good begin, but to set the size right after every layer. Batch normalization
subtracts from each sum its mean over the batch and divides by its deviation; layer normalization takes both over the
units of one sample. Both then scale anew by γ and β, which begin as 1 and 0. Here they are with the small weights, with
which a signal would not survive.

[normed]

Forward both do what they promise. Backward there is a surprise: through batch normalization the gradient grows at every
layer on its way back, by about a fifth, whatever the weights are. Twenty layers make it more than forty times as large.
Yang, Pennington, Rao, Sohl-Dickstein and Schoenholz (*A Mean Field Theory of Batch Normalization*, ICLR 2019) found the
factor for large batches and wide layers: √(π / (π − 1)) = 1.21. The deeper, the worse.

Is the right size all that one needs in order to learn? The same twenty layers are trained, with one learning rate for
all, 0.01, and momentum.

[trained] [accuracy]

He's weights need no help. Small ones without it learn nothing at all: what arrives at the end does not hang on the
digit any more. Batch normalization makes up for any begin. Layer normalization does not, although signals and gradients
had their right size! It makes a layer blind for the size of its weights, but steps are not blind. Where W is 1/3.5 as
large, the gradient by W is 3.5 times as large, for it takes so much less to change anything. In the measure of the
weights a step is 3.5² = 12.5 times as long, and learning falls over its own feet. With batch normalization steps are as
long, and it bears them; why it does, this experiment does not say.

What was asked of whom? The sizes of a shorter network, each layer forward and backward, of all panels; they agree to
the last digits. Twenty layers, the mean over ten begins, and the training are scratch's alone, by the same functions.

[panels]

*Exercise.* Small weights and layer normalization did not learn at a rate of 0.01. By the argument above, at which rate
should they learn as He's do? Call ``_train("small", "layer", …)`` with it.
"""

import numpy as np

from comparisons.declaring.catalogue import load
from comparisons.declaring.data import digits
from comparisons.declaring.scores import categorical_accuracy
from reports.drawing import INK, logarithmic
from scratch.activations.relu import relu
from scratch.chain import Chain
from scratch.linear.dense import dense
from scratch.losses.sparse_categorical_cross_entropy import sparse_categorical_cross_entropy
from scratch.normalization.batch_norm import batch_norm
from scratch.normalization.layer_norm import layer_norm
from scratch.training import train

PLACE = 12

BEGINS = {
    "small": "initializers.random_normal",  # its deviation is 0.05 unless another is said
    "Glorot": "initializers.glorot_normal",
    "He": "initializers.he_normal",
}
NORMS = {"none": None, "batch": "normalization.batch_norm", "layer": "normalization.layer_norm"}
ACTIVATIONS = {"ReLU": "activations.relu", "tanh": "activations.tanh"}
STYLES = dict(
    zip((*BEGINS, *NORMS), ((0, (1, 1.5)), (0, (5, 2)), "-", (0, (1, 1.5)), "-", (0, (5, 2))), strict=True)
)

DEPTH, WIDTH, CLASSES, BATCH = 20, 64, 10, 64
FACTORS = {"small": np.sqrt(WIDTH * 0.05**2 / 2), "Glorot": np.sqrt(1 / 2), "He": 1.0}  # of a ReLU's layer
GROWTH = np.sqrt(np.pi / (np.pi - 1))  # of the gradient through batch normalization
LEARNING_RATE = 0.01
GUESS = np.log(CLASSES)  # the loss of guessing: of who bets evenly on all classes


def tell(panels, telling, quick):
    """Draw weights, follow signals and gradients through twenty layers, with and without normalization, and train."""
    _tabulate_draws(telling, panels)
    draws, depth, runs, epochs = (3, 2, 1, 3) if quick else (10, 8, 2, 20)
    plain = {(name, begin): _mean_sizes(begin, name, None, draws) for name in ACTIVATIONS for begin in BEGINS}
    _draw_sizes(telling, plain)
    _tabulate_factors(telling, plain)
    normed = {norm: _mean_sizes("small", "ReLU", norm, draws) for norm in NORMS.values()}
    _draw_normed(telling, dict(zip(NORMS, normed.values(), strict=True)))

    learnt = {
        (norm, begin): [_train(begin, norm, run, LEARNING_RATE, epochs) for run in range(runs)]
        for norm in NORMS
        for begin in BEGINS
    }
    _draw_losses(telling, {key: np.mean([loss for loss, _ in each], axis=0) for key, each in learnt.items()})
    _tabulate_accuracy(telling, learnt)
    _ask_panels(telling, panels, depth)


def exercise(panels, telling, quick):
    """At (0.05 / 0.177)² of it, 0.0008. He's weights of 64 inputs have a deviation of 0.177. A network with layer
    normalization computes the same with weights c times as large; their gradient is 1/c as large, and so a step with
    the rate c² α takes them to where the step with α takes the others, c times as large again. The last layer, which
    nothing normalizes, begins smaller all the same; it catches up.
    """
    rate = LEARNING_RATE * 0.05**2 / (2 / WIDTH)
    loss, accuracy = _train("small", "layer", 0, rate, 9 if quick else 20)
    telling.claim(
        "At a rate of 0.0008 small weights learn with layer normalization: their loss ends below half of guessing.",
        loss[-1] < GUESS / 2,
        rate=rate, loss=loss[-1], of_guessing=GUESS, accuracy_on_new_digits=accuracy,
    )  # fmt: skip


def _weights(begin, run, depth=DEPTH) -> list[np.ndarray]:
    """Draw the weights of so many layers, and of the one that answers."""
    rng, initializer = np.random.default_rng(run), load(BEGINS[begin]).function
    return [initializer(rng, (WIDTH, WIDTH)) for _ in range(depth)] + [initializer(rng, (WIDTH, CLASSES))]


def _scratch(name, **given):
    """Let scratch answer: return the output, and a function from its gradient to those of what was given."""
    output, backward = load(name).function(**given)
    return output["y"] if isinstance(output, dict) else output, backward


def _asking(panel):
    """Return the function that does the same with a panel."""

    def ask(name, **given):
        output = "loss" if name.startswith("losses") else "y"
        answer = panel.answer(name, **given)
        return answer[output], lambda dy: panel.answer(name, **given, cotangents={f"d{output}": dy}).gradients

    return ask


def _sizes(ask, Ws, activation, norm) -> np.ndarray:
    """Return by layer the size of its activations and of their gradient, and the gradient's by W in parts of W."""
    split, state = digits(), {}
    if norm == NORMS["batch"]:
        state = dict(mean=np.zeros(WIDTH), var=np.ones(WIDTH))  # it moves them, and does not look at them
    follow = [(norm, state)] if norm else []
    h, activations, passed = split.x_train[:BATCH], [], []
    for W in Ws[:-1]:
        passed.append([])
        layer = ("linear.dense", dict(W=W, b=np.zeros(WIDTH))), *follow, (ACTIVATIONS[activation], {})
        for name, given in layer:
            h, through = ask(name, x=h, **given)
            passed[-1].append(through)
        activations.append(_size(h))
    z, through_dense = ask("linear.dense", x=h, W=Ws[-1], b=np.zeros(CLASSES))
    _, through_loss = ask("losses.sparse_categorical_cross_entropy", z=z, y=split.y_train[:BATCH])
    dh = through_dense(through_loss(1.0)["z"])["x"]
    gradients, pulls = [], []
    for W, layer in zip(Ws[-2::-1], passed[::-1], strict=True):
        gradients.append(_size(dh))
        for through in layer[::-1]:
            back = through(dh)
            dh = back["x"]
        pulls.append(_size(back["W"]) / _size(W))
    return np.array([activations, gradients[::-1], pulls[::-1]])


def _size(array) -> float:
    return float(np.sqrt(np.mean(array**2)))


def _mean_sizes(begin, activation, norm, draws) -> np.ndarray:
    """Return the geometric mean of the sizes over so many draws of the weights."""
    every = [_sizes(_scratch, _weights(begin, run), activation, norm) for run in range(draws)]
    return np.exp(np.mean(np.log(every), axis=0))


def _by_layer(sizes) -> np.ndarray:
    """Return the factor from one layer to the next: of activations forward, of gradients backward."""
    first, last = sizes[:2, 0], sizes[:2, -1]
    return (np.array([last[0], first[1]]) / np.array([first[0], last[1]])) ** (1 / (sizes.shape[1] - 1))


def _tabulate_draws(telling, panels):
    due = {"small": 0.05, "Glorot": np.sqrt(1 / WIDTH), "He": np.sqrt(2 / WIDTH)}
    drawn = {
        (begin, due[begin]): {
            framework: float(np.std(panel.answer(name, shape=(WIDTH, WIDTH)).drawn["w"]))
            for framework, panel in panels.items()
        }
        for begin, name in BEGINS.items()
    }
    title = f"The deviation of weights that each panel drew for {WIDTH} inputs and outputs"
    telling.by_panel("drawn", title, ("begin", "due"), drawn)
    off = {begin: max(abs(each / due - 1) for each in by.values()) for (begin, due), by in drawn.items()}
    telling.claim("Each is within a twentieth of its due.", max(off.values()) < 0.05, off_at_most=off)


def _draw_sizes(telling, plain):
    title = "From layer to layer: size of activations (above), and of their gradients (below)"
    with telling.picture("sizes", title, height=4.8) as figure:
        every = figure.subplots(2, 2, sharex=True, sharey="row")
        for (name, begin), sizes in plain.items():
            for row, axes in enumerate(every[:, list(ACTIVATIONS).index(name)]):
                _draw_layers(axes, sizes[row], begin)
        for axes, name in zip(every[0], ACTIVATIONS, strict=True):
            axes.set_title(name)
        _finish(every[:, 0], every[-1], plain.values())
        _legend(figure, every[0, 0])


def _draw_layers(axes, sizes, label):
    axes.plot(range(1, len(sizes) + 1), sizes, color=INK, linestyle=STYLES[label], linewidth=1.8, label=label)


def _legend(figure, axes):
    """Put below what the three lines are that axes have of begins, or of normalizations."""
    figure.legend(*axes.get_legend_handles_labels(), loc="outside lower center", ncols=3)


def _finish(left, lowest, every):
    """Give axes their scales and labels; activations stand in the first of ``left``, gradients in the second."""
    for row, (axes, what) in enumerate(zip(left, ("activations", "gradients"), strict=True)):
        sizes = np.concatenate([each[row] for each in every])
        logarithmic(axes.yaxis, sizes.min() / 5, sizes.max() * 5)
        axes.set_ylabel(what)
    for axes in lowest:
        axes.set(xlabel="layer", xticks=[1, 5, 10, 15, 20])


def _tabulate_factors(telling, plain):
    factors = {key: _by_layer(sizes) for key, sizes in plain.items()}
    rows = [
        dict(activation=name, begin=begin, forward=forward, backward=backward)
        | dict(due=f"{FACTORS[begin]:.3f}" if name == "ReLU" else "")
        for (name, begin), (forward, backward) in factors.items()
    ]
    telling.table("factors", "By what one layer multiplies the size of a signal, and of a gradient", rows)
    telling.claim(
        "Of ReLUs each factor is within a tenth of what is due, forward and backward.",
        all(np.allclose(factors["ReLU", begin], FACTORS[begin], rtol=0.1) for begin in BEGINS),
        **{begin: factors["ReLU", begin] for begin in BEGINS},
    )
    telling.claim(
        "With tanh He's weights make gradients grow on their way back, and Glorot's lose less than an eighth a layer.",
        factors["tanh", "He"][1] > 1 and factors["tanh", "Glorot"].min() > 7 / 8,
        He=factors["tanh", "He"], Glorot=factors["tanh", "Glorot"],
    )  # fmt: skip


def _draw_normed(telling, normed):
    title = "Small weights and ReLUs, with normalization after each layer and without"
    with telling.picture("normed", title, height=4.4) as figure:
        every = figure.subplots(2, 1, sharex=True)
        for norm, sizes in normed.items():
            for row, axes in enumerate(every):
                _draw_layers(axes, sizes[row], norm)
        _finish(every, every[-1:], normed.values())
        _legend(figure, every[0])
    forward, backward = np.transpose([_by_layer(sizes) for norm, sizes in normed.items() if norm != "none"])
    telling.claim(
        "With either normalization activations keep their size to within a hundredth a layer.",
        np.allclose(forward, 1, atol=0.01), factor_of_batch=forward[0], of_layer=forward[1],
    )  # fmt: skip
    telling.claim(
        "On its way back the gradient grows by 15 to 30 per cent a layer through batch normalization, and by less than "
        "5 through layer normalization.",
        1.15 < backward[0] < 1.3 and abs(backward[1] - 1) < 0.05,
        factor_of_batch=backward[0], by_theory=GROWTH, of_layer=backward[1],
    )  # fmt: skip


def _logits(chain, x, weights, norm, training):
    for layer in range(DEPTH):
        W, b, mean, var, gamma, beta = (
            weights[f"{name}{layer}"] for name in ("W", "b", "mean", "var", "gamma", "beta")
        )
        x = chain(dense, x, W, b)
        if norm == "batch":
            out = chain(batch_norm, x, mean, var, gamma, beta, training=training)
            chain.keep(mean, out["mean"])
            chain.keep(var, out["var"])
            x = out["y"]
        elif norm == "layer":
            x = chain(layer_norm, x, gamma, beta)
        x = chain(relu, x)
    return chain(dense, x, weights["W"], weights["b"])


def _train(begin, norm, run, learning_rate, epochs) -> tuple[np.ndarray, float]:
    """Return the loss of each epoch, and the accuracy on new digits."""
    split, (*Ws, W) = digits(), _weights(begin, run)
    weights = dict(W=W, b=np.zeros(CLASSES))
    for layer, W_layer in enumerate(Ws):
        one, zero = np.ones(WIDTH), np.zeros(WIDTH)
        each = dict(W=W_layer, b=zero, mean=zero, var=one, gamma=one, beta=zero)
        weights |= {f"{name}{layer}": array.copy() for name, array in each.items()}

    def loss_of(chain, x, y, **weights):
        return chain(sparse_categorical_cross_entropy, _logits(chain, x, weights, norm, True), y)

    how = dict(learning_rate=learning_rate, momentum=0.9, batch_size=BATCH, epochs=epochs)
    whole = len(split.y_train) // BATCH * BATCH  # a last one of three has no variance to speak of
    run = train(loss_of, (split.x_train[:whole], split.y_train[:whole]), weights, **how)
    logits = _logits(Chain(), split.x_test, run, norm, False)
    return run["loss"], categorical_accuracy(logits, split.y_test)


def _draw_losses(telling, losses):
    title = "Loss of twenty layers as they learn digits; the thin line is that of guessing"
    with telling.picture("trained", title, height=2.9) as figure:
        every = figure.subplots(1, len(NORMS), sharex=True, sharey=True)
        for (norm, begin), loss in losses.items():
            _draw_layers(every[list(NORMS).index(norm)], loss, begin)
        for axes, norm in zip(every, NORMS, strict=True):
            axes.axhline(GUESS, color=INK, linewidth=0.8, alpha=0.5)
            axes.set(title=norm if norm == "none" else f"{norm} norm", xlabel="epoch", ylim=(0, 2.8))
        every[0].set_ylabel("cross-entropy")
        _legend(figure, every[0])
    last = {key: loss[-1] / GUESS for key, loss in losses.items()}
    telling.claim(
        "Without normalization small weights end within a hundredth of the loss of guessing, He's below 3/4 of it.",
        abs(last["none", "small"] - 1) < 0.01 and last["none", "He"] < 0.75,
        small=last["none", "small"], He=last["none", "He"],
    )  # fmt: skip
    telling.claim(
        "With batch normalization every begin ends below 0.85 of the loss of guessing.",
        all(last["batch", begin] < 0.85 for begin in BEGINS),
        of_guessing={begin: last["batch", begin] for begin in BEGINS},
    )
    telling.claim(
        "With layer normalization small weights end above He's by more than a quarter.",
        last["layer", "small"] > 1.25 * last["layer", "He"],
        of_guessing={begin: last["layer", begin] for begin in BEGINS},
    )


def _tabulate_accuracy(telling, learnt):
    rows = [
        dict(normalization=norm, begin=begin, last_loss=float(np.mean([loss[-1] for loss, _ in runs])))
        | dict(accuracy_on_new_digits=float(np.mean([accuracy for _, accuracy in runs])))
        for (norm, begin), runs in learnt.items()
    ]
    telling.table("accuracy", "After the last epoch, in the mean over runs", rows)
    Ws = {begin: [*_weights(begin, 0)[:-1], _weights("He", 0)[-1]] for begin in ("small", "He")}
    pulls = {begin: _sizes(_scratch, each, "ReLU", NORMS["layer"])[2] for begin, each in Ws.items()}
    times, due = pulls["small"] / pulls["He"], 2 / WIDTH / 0.05**2
    telling.claim(
        "With layer normalization, and the same last layer, the gradient by small weights is 3.5² times as large in "
        "parts of the weights as that by He's, to within a hundredth in every layer.",
        np.allclose(times, due, rtol=0.01), least=times.min(), most=times.max(), due=due,
    )  # fmt: skip


def _ask_panels(telling, panels, depth):
    """Follow signals and gradients through a shorter network in every panel, and in scratch here."""
    told, asked = {}, {}
    for norm, concept in NORMS.items():
        given = _weights("He", 0, depth), "ReLU", concept
        asked[norm] = {framework: _sizes(_asking(panel), *given) for framework, panel in panels.items()}
        for what, place in (("activations of the last", (0, -1)), ("gradient of the first", (1, 0))):
            told[norm, what] = {framework: float(sizes[place]) for framework, sizes in asked[norm].items()}
        asked[norm]["here"] = _sizes(_scratch, *given)
    title = f"Sizes in {depth} layers with He's weights, as each panel computes them"
    telling.by_panel("panels", title, ("normalization", "what"), told)
    for norm, sizes in asked.items():
        telling.agree(f"Normalization: {norm}. All sizes of all layers are the same in every panel.", sizes)
