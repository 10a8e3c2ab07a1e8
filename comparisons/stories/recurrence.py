r"""RNN, LSTM, GRU: a network with a memory forgets too fast or cannot stop shouting; gates let it choose what to keep.

A recurrent network reads a sequence step by step. What it remembers is a vector h, its state; each step makes the next
one out of the last and of what it reads:

    h_t = tanh(x_t W + h_{t−1} U + b)

To learn that something long ago mattered, the gradient must find its way back there, and every step on the way
multiplies it by Uᵀ and by the slope of the tanh. Here networks read sixty years of sunspots, and we measure how
strongly the last state feels a change of the number so many years before. U turns vectors, and makes them s times as
long. With s = 1/2 hardly anything is left after ten years; with s = 1 it fades as well, since the slopes are less than
1; with s = 3 the oldest years shout loudest, and throw every step of gradient descent far off. It would have to be just
right in between, and stay so while U learns (Bengio, Simard & Frasconi, 1994).

[vanishing]

The cure is to let the state be, unless there is reason to change it. A GRU does so with a number between 0 and 1 for
each unit, its update gate z. An LSTM has two, a forget gate f and an input gate i, and a state c beside h:

    h_t = z h_{t−1} + (1 − z) g         GRU: keep so much, take so much of g
    c_t = f c_{t−1} + i g               LSTM; it shows h = o tanh(c)

The way back along the state is now a product of gates, not of matrices. A gate is a sigmoid, and its bias says how open
it is before anything is learned: σ(0) = 1/2 halves the gradient every year, σ(3) = 0.95 keeps most of it. That is why
an LSTM's forget gate begins with a positive bias (Gers, Schmidhuber & Cummins, 2000). The GRU has a bias of 3, too.

[gated]

What does a gate do? Here three units of a GRU, set by hand, read all sunspots since 1700. Each would like to be what it
reads. Two have a gate that is fixed; they are running means of about 1/(1 − z) years. The third has a gate that
listens, to x and to its own state: z falls to 0 if what it reads is more than what it holds, and else is 1. So it
writes when a record is broken, and holds it until the next: that of 1778 for 179 years. No mean can do that. Nor does
it take a rule in the code, but three numbers: what the gate's weights for x and h are, and its bias, which is 0.

[gates]

Now let an LSTM learn. It reads twelve years and says what the next one brings; the last quarter of the years is held
out. A forecast is worth something if it beats the naive one, that next year will be like this year. It does, clearly.
But there is another rival, the best straight line, ŷ = x w + b, of the same twelve years; and that is as good. The
Sun's cycle is regular enough for thirteen numbers, and in so few years the LSTM's few hundred find no more. Who looks
at the naive forecast alone does not see that.

[forecast] [errors]

All panels train it for some epochs; the longer training before is scratch's alone. Two go the same way to many digits,
one a little ahead at first. PyTorch's LSTM has two biases where one would do, each takes the step, and so their sum
learns twice as fast. That is declared, and found to be all of the difference.

[losses]

Does it use its gates? All panels forecast with the weights that were learned, and then with one gate forced to one
side. Without remembering, and without forgetting, it is much worse.

[forced]

Sources: Elman, *Finding Structure in Time*, Cognitive Science 14(2), 1990; Bengio, Simard & Frasconi, *Learning
Long-Term Dependencies with Gradient Descent is Difficult*, IEEE Transactions on Neural Networks 5(2), 1994; Hochreiter
& Schmidhuber, *Long Short-Term Memory*, Neural Computation 9(8), 1997; Gers, Schmidhuber & Cummins, *Learning to
Forget*, Neural Computation 12(10), 2000; Cho et al., *Learning Phrase Representations using RNN Encoder–Decoder*, EMNLP
2014.

*Exercise.* How large must the forget gate's bias be so that a tenth of the gradient is left after thirty years? Work it
out from f³⁰ = 1/10, and put it into ``FORGET``.
"""

import numpy as np

from comparisons.declaring.beginnings import first_weights
from comparisons.declaring.data import sunspots
from comparisons.declaring.scores import root_mean_squared_error
from reports.drawing import INK, lines, logarithmic

PLACE = 15

YEARS, UNITS = 60, 16
#: How long U makes vectors in a simple network, and the biases of the forget gate of an LSTM, each with its line.
LENGTHS = {0.5: ":", 1.0: "--", 3.0: "-"}
FORGET = {0.0: ":", 1.0: "--", 3.0: "-"}

#: Units of the GRU that is set by hand: the bias of the update gate, and how it listens to what x is more than h.
HAND = {
    "z fixed at 0.9: a mean of ten years": (np.log(9), 0.0),
    "z fixed at 0.98: a mean of fifty years": (np.log(49), 0.0),
    "z listens: the record": (0.0, 400.0),
}
SMALL = 1 / 16  # the candidate is tanh(x / 16), which is nearly x / 16

HIDDEN, RATE = 8, 0.05


def tell(panels, telling, quick):
    """Send gradients back through time, set gates by hand, then train and force gates."""
    simple = {s: _simple(panels, s) for s in LENGTHS}
    _draw_back(
        telling, "vanishing", "A simple network: gradients vanish, or explode", simple, "s = {:g}", LENGTHS
    )
    half, three = _left(simple[0.5]), _left(simple[3.0])
    telling.claim(
        "With s = 1/2 less than 10⁻¹⁰ is left at the far end, with s = 3 it is more than a hundred times as much.",
        max(half.values()) < 1e-10 and min(three.values()) > 100,
        with_a_half=half, with_three=three,
    )  # fmt: skip
    gated = {bias: _lstm(panels, bias) for bias in FORGET}
    title = "An LSTM: the more open its forget gate, the further back it hears"
    _draw_back(telling, "gated", title, gated | {"GRU": _gru(panels)}, "bias {:g}", FORGET | {"GRU": "-."})
    half_open, open_ = _left(gated[0.0]), _left(gated[3.0])
    telling.claim(
        "With a bias of 0 less than 10⁻⁶ is left at the far end, with a bias of 3 more than a hundredth.",
        max(half_open.values()) < 1e-6 and min(open_.values()) > 0.01,
        with_0=half_open, with_3=open_,
    )  # fmt: skip
    _show_gates(telling, panels)

    split, weights = sunspots(), _weights()
    how = dict(x=split.x_train, y=split.y_train, learning_rate=RATE, batch_size=32, held_out=split.test())
    short = panels.answer("models.lstm_forecaster", **how, **weights, epochs=2 if quick else 10)
    first = next(iter(panels.values()))
    long = first.answer("models.lstm_forecaster", **how, **weights, epochs=20 if quick else 60)
    _show_forecast(telling, split, long)
    _show_losses(telling, split, short)
    _show_forced(telling, panels, split, {name: long[name] for name in weights})


def exercise(panels, telling, quick):
    """f = 0.1^{1/30} = 0.926, and the bias is its logit, ln(f / (1 − f)) = 2.5. Somewhat more is left than a tenth,
    since the gradient finds other ways too, through the gates. A bias of 1, with which Keras begins, is good for ten
    years.
    """
    f = 0.1 ** (1 / 30)
    felt = _lstm(panels, float(np.log(f / (1 - f))))
    left = {name: float(each[30] / each[0]) for name, each in felt.items()}
    telling.claim(
        "With this bias between a thirtieth and all of the gradient is left after thirty years.",
        all(1 / 30 < each < 1 for each in left.values()),
        bias=float(np.log(f / (1 - f))), left=left,
    )  # fmt: skip


def _series() -> np.ndarray:
    """Return all sunspots from 1700 on, in deviations from the mean."""
    split = sunspots()
    return np.concatenate([split.x_train[0], split.y_train, split.y_test])[:, 0]


def _felt(panels, concept, **weights) -> dict[str, np.ndarray]:
    """Return how strongly a change of x so many years back, 0 first, is felt in the last state: the root of a mean.

    The mean is that of several stretches of the series, and of a random direction of the state for each.
    """
    series, rng = _series(), np.random.default_rng(1)
    x = np.lib.stride_tricks.sliding_window_view(series, YEARS)[::20, :, None]
    dh = np.zeros((len(x), YEARS, UNITS))
    dh[:, -1] = rng.standard_normal((len(x), UNITS))
    sent = dict(dh=dh) | (dict(dc=np.zeros((len(x), UNITS))) if concept == "recurrent.lstm" else {})
    dx = panels.ask(concept, "dx", x=x, **weights, cotangents=sent)
    return {name: np.sqrt(np.mean(each[..., 0] ** 2, axis=0))[::-1] for name, each in dx.items()}


def _turning(gates, length=0.5) -> dict[str, np.ndarray]:
    """Return first weights of so many gates side by side: each U turns vectors and makes them so long, W is drawn."""
    rng = np.random.default_rng(0)
    U = length * np.linalg.qr(rng.standard_normal((gates, UNITS, UNITS)))[0]
    return dict(U=np.concatenate(U, axis=1), W=rng.standard_normal((1, gates * UNITS)) / 2)


def _simple(panels, length):
    return _felt(panels, "recurrent.simple_rnn", **_turning(1, length), b=np.zeros(UNITS))


def _gru(panels):
    biases = dict(b_x=np.repeat([0.0, 3.0, 0.0], UNITS), b_h=np.zeros(3 * UNITS))
    return _felt(panels, "recurrent.gru", **_turning(3), **biases)


def _lstm(panels, bias):
    return _felt(panels, "recurrent.lstm", **_turning(4), b=np.repeat([0.0, bias, 0.0, 0.0], UNITS))


def _draw_back(telling, name, title, felt, label, styles):
    with telling.picture(name, title, height=3.0) as figure:
        axes = figure.subplots()
        for key, by_panel in felt.items():
            drawn = {panel: (np.arange(YEARS), each / each[0]) for panel, each in by_panel.items()}
            # Gradients that explode take roundings with them, as the law allows: they agree as float32 does.
            (line, *_) = lines(axes, drawn, "float32", linestyle=styles[key])
            text = key if isinstance(key, str) else label.format(key)
            axes.annotate(text, (YEARS - 1, line.get_ydata()[-1]), (4, -3), textcoords="offset points")
        axes.set(xlabel="years back", ylabel="felt, relative\nto the last year", xlim=(0, YEARS * 1.15))
        ends = [line.get_ydata()[-1] for line in axes.lines]
        logarithmic(axes.yaxis, min(ends) / 30, max(1, *ends) * 10)
        axes.grid(axis="y", alpha=0.12, color=INK)


def _left(felt) -> dict[str, float]:
    """Return what is left at the far end in every panel, relative to the last year."""
    return {panel: each[-1] / each[0] for panel, each in felt.items()}


def _show_gates(telling, panels):
    x, units = _series(), len(HAND)
    bias, listens = np.array(list(HAND.values())).T
    nothing, of_h = np.zeros(units), np.zeros((units, 3 * units))
    of_h[:, units : 2 * units] = np.diag(listens)
    weights = dict(
        W=np.concatenate([nothing, -SMALL * listens, nothing + SMALL])[None], U=of_h,
        b_x=np.concatenate([nothing, bias, nothing]), b_h=np.zeros(3 * units),
    )  # fmt: skip
    answers = panels.ask("recurrent.gru", "h", x=x[None, :, None], **weights)
    states = {name: h[0] / SMALL for name, h in answers.items()}
    _draw_gates(telling, x, states)
    telling.agree(
        "A unit whose gate is fixed is the running mean that one writes by hand.",
        {"by hand": np.convolve(np.tanh(SMALL * x) / SMALL, 0.1 * 0.9 ** np.arange(len(x)))[: len(x)]}
        | {name: h[:, 0] for name, h in states.items()},
    )
    record = np.maximum.accumulate(np.maximum(x, 0))
    off = {name: float(np.max(np.abs(h[:, -1] - record))) for name, h in states.items()}
    telling.claim(
        "The unit that listens holds the record of every year, to a fifth of a deviation.",
        max(off.values()) < 0.2,
        off_at_most=off,
    )


def _draw_gates(telling, x, states):
    title, years = "What three units of a GRU keep of the sunspots since 1700", np.arange(1700, 1700 + len(x))
    with telling.picture("gates", title, height=5.4) as figure:
        every = figure.subplots(len(HAND), 1, sharex=True, sharey=True)
        for unit, (axes, name) in enumerate(zip(every, HAND, strict=True)):
            axes.plot(years, x, color=INK, linewidth=0.8, alpha=0.45)
            lines(axes, {panel: (years, h[:, unit]) for panel, h in states.items()})
            axes.set_title(name)
        every[-1].set(xlabel="year", xlim=(1700, 2008))
        every[1].set_ylabel("deviations from the mean")


def _weights() -> dict[str, np.ndarray]:
    """Return first weights; the forget gate begins open."""
    h = HIDDEN
    shapes = dict(U=(h, 4 * h), W=(1, 4 * h), b=4 * h, W_y=(h, 1), b_y=1)
    return first_weights(shapes) | dict(b=np.repeat([0.0, 1.0, 0.0, 0.0], h))


def _show_forecast(telling, split, run):
    forecasts = {
        "naive: as this year": (split.x_train[:, -1], split.x_test[:, -1]),
        "the best straight line": _straight(split),
        "LSTM": (run["prediction"], run["test_prediction"]),
    }
    title = "Sunspots that were held out, forecast a year ahead"
    with telling.picture("forecast", title, height=3.2) as figure:
        axes, years = figure.subplots(), np.arange(2009 - len(split.y_test), 2009)
        axes.plot(years, split.y_test, color=INK, linewidth=1, marker="o", markersize=3, label="sunspots")
        axes.plot(years, forecasts["LSTM"][1], color=INK, linewidth=2.2, alpha=0.4, label="LSTM")
        axes.set(xlabel="year", ylabel="deviations from the mean")
        axes.legend(loc="upper right", ncols=2)
    rows = [
        dict(forecast=name, known_years=root_mean_squared_error(known, split.y_train))
        | dict(held_out_years=root_mean_squared_error(held_out, split.y_test))
        for name, (known, held_out) in forecasts.items()
    ]
    telling.table("errors", "Root of the mean squared error, in deviations", rows)
    naive, straight, lstm = (row["held_out_years"] for row in rows)
    telling.claim(
        "The LSTM's error on years held out is less than four fifths of the naive forecast's, and not of the line's.",
        lstm < 0.8 * naive and lstm > 0.8 * straight,
        naive=naive, straight_line=straight, LSTM=lstm,
    )  # fmt: skip


def _straight(split) -> tuple[np.ndarray, np.ndarray]:
    """Return what the straight line with the least error on the known years says of these, and of those held out."""
    known, held = (np.insert(x[..., 0], 0, 1, axis=1) for x in (split.x_train, split.x_test))
    best = np.linalg.lstsq(known, split.y_train)[0]
    return known @ best, held @ best


def _show_losses(telling, split, runs):
    losses = {name: run["loss"] for name, run in runs.items()}
    epochs = len(next(iter(losses.values())))
    shown = [epoch for epoch in (1, 2, 5, 10) if epoch <= epochs]
    by_epoch = {epoch: {name: float(loss[epoch - 1]) for name, loss in losses.items()} for epoch in shown}
    telling.by_panel("losses", "The LSTM's loss, epoch by epoch", "epoch", by_epoch)
    last = by_epoch[epochs]
    telling.claim(
        "After these epochs the losses of all panels are the same to within a fifth.",
        all(abs(loss / next(iter(last.values())) - 1) < 0.2 for loss in last.values()), loss=last,
    )  # fmt: skip
    telling.scores(
        {name: root_mean_squared_error(run["test_prediction"], split.y_test) for name, run in runs.items()},
        data="sunspots", model="models.lstm_forecaster", setting=f"epochs={epochs}", split="test", metric="rmse",
    )  # fmt: skip


def _show_forced(telling, panels, split, weights):
    ways = {
        "as learned": None,
        "forget gate shut": (1, -30.0),
        "forget gate open": (1, 30.0),
        "input gate open": (0, 30.0),
    }
    error = {
        way: {
            name: root_mean_squared_error(y, split.y_test)
            for name, y in _forecast(panels, split.x_test, _forced(weights, gate)).items()
        }
        for way, gate in ways.items()
    }
    telling.by_panel("forced", "Error on years held out, with a gate forced to one side", "gates", error)
    telling.claim(
        "With the forget gate shut, and with it open, the error is more than a fifth larger.",
        all(
            error[way][name] > 1.2 * learned
            for name, learned in error["as learned"].items()
            for way in list(ways)[1:3]
        ),
        **{way.replace(" ", "_"): each for way, each in error.items()},
    )


def _forced(weights, gate) -> dict[str, np.ndarray]:
    """Return the weights with one gate that hears nothing but its bias."""
    if gate is None:
        return weights
    (place, bias), weights = gate, {name: each.copy() for name, each in weights.items()}
    part = slice(place * HIDDEN, (place + 1) * HIDDEN)
    weights["U"][:, part] = weights["W"][:, part] = 0
    weights["b"][part] = bias
    return weights


def _forecast(panels, x, weights) -> dict[str, np.ndarray]:
    U, W, b, W_y, b_y = weights.values()
    read = panels.ask("recurrent.lstm", "h", x=x, U=U, W=W, b=b)
    last = {name: h[:, -1] for name, h in read.items()}
    return panels.ask("linear.dense", "y", x=last, W=W_y, b=b_y)
