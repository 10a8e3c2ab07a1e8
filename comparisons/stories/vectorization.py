r"""Vectorization: say it once for all samples instead of once for each; the numbers stay, the time goes.

One step of gradient descent of a logistic regression on N samples is

    z_n  = b + Σ_j x_nj w_j
    dz_n = (σ(z_n) − y_n) / N
    dw_j = Σ_n x_nj dz_n
    db   = Σ_n dz_n

Written as it stands, that is a loop over samples with loops over features inside (``two_loops`` in the story's own
code). But Σ_j is a product of two vectors, and NumPy has that: a loop over samples is left (``one_loop``). And Σ_n is a
product too, with all rows of x at once:

    z  = x w + b
    dz = (σ(z) − y) / N
    dw = xᵀ dz
    db = Σ_n dz_n

No loop is left (``vectorized``), and so every panel writes it. Here the loops and the three panels take the same step
on the same tumours. They add in another order, so the last digits differ, and nothing else does.

[step]

Where does the time go? Not into multiplying. A line of Python costs some tens of nanoseconds, and the loops run lines
for each sample or even for each number. The vectorized form runs the same few lines whatever the number of samples.

[lines]

The numbers are left to compiled code, which takes several at a time. With few samples those few lines of Python are all
there is to pay, and the curve is flat; with many samples the arithmetic shows, and at the end the memory, when x has
outgrown the caches. One loop runs thirty times fewer lines than two and still gains little: a call of NumPy on thirty
numbers costs about as much as the thirty short lines that it replaces.

[curves] [times]

Times are of this machine and of one process. The vectorized form that is timed is Scratch's, which computes the loss
besides. How fast the frameworks are is measured by ``triptych time logistic_regression``.

*Exercise.* There is another way with one loop: over features, each of them for all samples at once. Write it, add it to
``FORMS``, and say before you run it where its curve will lie.
"""

import sys
from math import exp
from statistics import median
from timeit import repeat

import numpy as np

from comparisons.declaring.data import breast_cancer
from reports.drawing import INK, around, logarithmic, note, roundings
from reports.panels import PANELS
from scratch.linear.logistic_regression import logistic_regression

PLACE = 6
LEARNING_RATE = 0.1
REPEATS = 7
SIZES = (10, 100, 1000, 10_000, 100_000)  # samples, drawn from the tumours with replacement
QUICK_SIZES = (10, 100, 1000)


def two_loops(x, y, w, b):
    """Take a step with loops over samples and features, in Python's own numbers."""
    x, y, w, b = x.tolist(), y.tolist(), w.tolist(), float(b)
    dw, db = [0.0] * len(w), 0.0
    for x_n, y_n in zip(x, y, strict=True):
        z = b
        for j in range(len(w)):
            z += x_n[j] * w[j]
        dz = (1 / (1 + exp(-z)) - y_n) / len(x)
        for j in range(len(w)):
            dw[j] += x_n[j] * dz
        db += dz
    return [w_j - LEARNING_RATE * dw_j for w_j, dw_j in zip(w, dw, strict=True)], b - LEARNING_RATE * db


def one_loop(x, y, w, b):
    """Take a step with a loop over samples."""
    dw, db = np.zeros(len(w)), 0.0
    for x_n, y_n in zip(x, y, strict=True):
        dz = (1 / (1 + exp(-(x_n @ w + b))) - y_n) / len(x)
        dw += x_n * dz
        db += dz
    return w - LEARNING_RATE * dw, b - LEARNING_RATE * db


def vectorized(x, y, w, b):
    """Take a step without a loop: an epoch whose only batch is all samples."""
    run = logistic_regression(x, y, w, b, **_one_step(x))
    return run["w"], run["b"]


def over_features(x, y, w, b):
    """Take a step with loops over features, each for all samples at once: the exercise's form."""
    z = np.full(len(x), b)
    for j in range(len(w)):
        z += x[:, j] * w[j]
    dz = (1 / (1 + np.exp(-z)) - y) / len(x)
    dw = np.zeros(len(w))
    for j in range(len(w)):
        dw[j] = x[:, j] @ dz
    return w - LEARNING_RATE * dw, b - LEARNING_RATE * dz.sum()


FORMS = {"two loops": two_loops, "one loop": one_loop, "vectorized": vectorized}


def tell(panels, telling, quick):
    """Take the same step in every form, count the lines that it runs, and time it."""
    x, y, w, b = _tumours()
    _tell_sameness(telling, panels, x, y, w, b)
    sets = _sets(QUICK_SIZES if quick else SIZES)
    _tell_lines(telling, sets)
    times = {name: [_milliseconds(form, *each) for each in sets.values()] for name, form in FORMS.items()}
    _draw(telling, list(sets), times, x.shape[1])
    _tabulate(telling, "times", list(sets), times)


def exercise(panels, telling, quick):
    """It is as flat as the vectorized one, since it runs as many lines for 1000 samples as for 10, and lies above it.
    With few samples that is the price of a few lines for each feature. With many it is that of columns: the numbers of
    a column of x do not lie side by side in memory, and each has to be fetched from elsewhere.

    [times_over_features]
    """
    x, y, w, b = _tumours()
    sets = _sets(QUICK_SIZES if quick else SIZES)
    forms = {"vectorized": vectorized, "over features": over_features}
    few, many = _lines(over_features, *sets[10]), _lines(over_features, *sets[1000])
    telling.claim(
        "A loop over features runs as many lines of Python for 1000 samples as for 10, more than there are features.",
        few == many > len(w),
        lines=many,
        features=len(w),
    )
    telling.agree(
        "Its step is the same.",
        {name: [*new_w, new_b] for name, form in forms.items() for new_w, new_b in [form(x, y, w, b)]},
    )
    times = {name: [_milliseconds(form, *each) for each in sets.values()] for name, form in forms.items()}
    _tabulate(telling, "times_over_features", list(sets), times)


def _tumours() -> tuple:
    """Return x, y, w and b: tumours, their classes, and weights to begin with."""
    split = breast_cancer()
    x, y = split.x_train, split.y_train.astype("float64")
    w = np.random.default_rng(0).standard_normal(x.shape[1]) / np.sqrt(x.shape[1])
    return x, y, w, np.float64(0.5)


def _sets(sizes) -> dict[int, tuple]:
    """Return x, y, w and b by the number of samples, drawn with replacement."""
    rng = np.random.default_rng(0)
    x, y, w, b = _tumours()
    drawn = {n: rng.integers(0, len(x), n) for n in sizes}
    return {n: (x[rows], y[rows], w, b) for n, rows in drawn.items()}


def _tell_sameness(telling, panels, x, y, w, b):
    steps = {name: form(x, y, w, b) for name, form in FORMS.items() if form is not vectorized}
    answers = panels.answer("linear.logistic_regression", x=x, y=y, w=w, b=b, **_one_step(x))
    steps |= {PANELS[framework].title: (run["w"], run["b"]) for framework, run in answers.items()}
    every = {name: np.array([*new_w, new_b]) for name, (new_w, new_b) in steps.items()}
    truth = next(iter(every.values()))
    rows = [
        {
            "step": name,
            "first weight": new[0],
            "bias": new[-1],
            "roundings from two loops": roundings(truth, new).max(),
        }
        for name, new in every.items()
    ]
    n, d = x.shape
    telling.table("step", f"What one step on {n} samples of {d} features makes of the weights", rows)
    telling.agree("The step is the same in all forms and in all panels.", every)


def _tell_lines(telling, sets):
    few, many = sets[10], sets[1000]
    ran = {name: [_lines(form, *few), _lines(form, *many)] for name, form in FORMS.items()}
    rows = [
        {"form": name, "for 10 samples": ten, "for 1000 samples": thousand}
        for name, (ten, thousand) in ran.items()
    ]
    telling.table("lines", "Lines of Python that one step runs", rows)
    telling.claim(
        "Two loops run more lines of Python than there are numbers in x, one loop more than there are samples; "
        "vectorized, it is as many for 1000 samples as for 10.",
        ran["two loops"][1] > many[0].size
        and ran["one loop"][1] > len(many[0])
        and ran["vectorized"][0] == ran["vectorized"][1],
        numbers_in_1000_samples=many[0].size,
    )


def _tabulate(telling, table, sizes, times):
    rows = [
        dict(samples=n) | {name: each[place] for name, each in times.items()} for place, n in enumerate(sizes)
    ]
    telling.table(table, f"Milliseconds of one step, median of {REPEATS}", rows)


def _one_step(x) -> dict:
    return dict(learning_rate=LEARNING_RATE, batch_size=len(x), epochs=1)


def _milliseconds(form, *arguments) -> float:
    return 1e3 * median(repeat(lambda: form(*arguments), number=1, repeat=REPEATS))


def _lines(form, *arguments) -> int:
    """Return how many lines of Python one call runs."""
    form(*arguments)  # what is done once, at the first call, is not counted
    ran, before = 0, sys.gettrace()

    def watch(frame, event, argument):
        nonlocal ran
        ran += event == "line"
        return watch

    sys.settrace(watch)
    try:
        form(*arguments)
    finally:
        sys.settrace(before)
    return ran


def _draw(telling, sizes, times, features):
    title = "Loops pay for every number in Python; vectorized code pays once, and then in machine code"
    with telling.picture("curves", title, height=3.4) as figure:
        axes = figure.subplots()
        looks = {"two loops": (":", 5), "one loop": ("--", -5), "vectorized": ("-", -5)}
        for name, (style, up) in looks.items():
            colour = PANELS["scratch"].colour if name == "vectorized" else INK
            axes.plot(sizes, times[name], style, color=colour, linewidth=2.4, marker="o")
            middle = len(sizes) // 2
            note(axes, name, (sizes[middle], times[name][middle]), across=-up, up=up, color=colour)
        logarithmic(axes.xaxis, *around(sizes, room=0.05))
        logarithmic(axes.yaxis, *around(*times.values()))
        axes.set(xlabel=f"samples, of {features} features", ylabel="milliseconds a step")
        axes.grid(alpha=0.12, color=INK)
