r"""Vectorization: say it once for all samples instead of once for each; the numbers stay, the time goes.

One step of gradient descent of a logistic regression on N samples is

    z_n = b + Σ_j x_nj w_j            dz_n = (σ(z_n) − y_n) / N
    dw_j = Σ_n x_nj dz_n              db = Σ_n dz_n

Written as it stands, that is a loop over samples with loops over features inside (``two_loops`` below). But Σ_j is a
product of two vectors, and NumPy has that: a loop over samples is left (``one_loop``). And Σ_n is a product too, with
all rows of x at once:

    z = x w + b       dz = (σ(z) − y) / N       dw = xᵀ dz       db = Σ_n dz_n

No loop is left (``vectorized``), and so every panel writes it. The three panels and the loops are asked for the same
step on the same tumours. They add in another order, so the last digits differ, and nothing else does.

Where does the time go? Not into multiplying. A line of Python costs some tens of nanoseconds, and the loops run lines
for each sample or even for each number. The vectorized form runs the same few lines whatever the number of samples;
the numbers are left to compiled code, which takes several at a time. The picture shows both: with few samples those few
lines are all there is to pay, and the curve is flat; with many samples the arithmetic shows, and at the end the memory,
when x has outgrown the caches.

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
from reports.drawing import INK, logarithmic
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


FORMS = {"two loops": two_loops, "one loop": one_loop, "vectorized": vectorized}


def tell(panels, telling, quick):
    """Take the same step in every form, count the lines that it runs, and time it."""
    split = breast_cancer()
    x, y = split.x_train, split.y_train.astype("float64")
    rng = np.random.default_rng(0)
    w, b = rng.standard_normal(x.shape[1]) / np.sqrt(x.shape[1]), np.float64(0.5)
    _claim_sameness(telling, panels, x, y, w, b)

    drawn = {n: rng.integers(0, len(x), n) for n in (QUICK_SIZES if quick else SIZES)}
    sets = {n: (x[rows], y[rows], w, b) for n, rows in drawn.items()}
    _claim_lines(telling, sets)
    times = {name: [_milliseconds(form, *each) for each in sets.values()] for name, form in FORMS.items()}
    _tabulate(telling, list(sets), times)
    _draw(telling, list(sets), times, x.shape[1])


def _claim_sameness(telling, panels, x, y, w, b):
    answers = panels.answer("linear.logistic_regression", x=x, y=y, w=w, b=b, **_one_step(x))
    steps = {framework: [*run["w"], run["b"]] for framework, run in answers.items()}
    for name, form in FORMS.items():
        new_w, new_b = form(x, y, w, b)
        steps[name] = [*new_w, new_b]
    n, d = x.shape
    telling.agree(f"A step on {n} samples of {d} features is the same in all forms and in all panels.", steps)


def _claim_lines(telling, sets):
    few, many = sets[10], sets[1000]
    ran = {name: [_lines(form, *few), _lines(form, *many)] for name, form in FORMS.items()}
    telling.claim(
        "Two loops run more lines of Python than there are numbers in x, one loop more than there are samples; "
        "vectorized, it is as many for 1000 samples as for 10.",
        ran["two loops"][1] > many[0].size
        and ran["one loop"][1] > len(many[0])
        and ran["vectorized"][0] == ran["vectorized"][1],
        **{f"{name} for 10 and for 1000 samples": counts for name, counts in ran.items()},
    )


def _tabulate(telling, sizes, times):
    rows = [
        dict(
            samples=n, form=name, milliseconds=times[name][place], times_as_long=times[name][place] / shortest
        )
        for place, (n, shortest) in enumerate(zip(sizes, times["vectorized"], strict=True))
        for name in FORMS
    ]
    telling.table("times", f"Time of one step, median of {REPEATS}; times as long as vectorized", rows)


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
    with telling.picture("times", title, height=3.4) as figure:
        axes = figure.subplots()
        dashes = iter((":", "--", "-."))
        for name, milliseconds in times.items():
            colour = PANELS["scratch"].colour if name == "vectorized" else INK
            style = "-" if name == "vectorized" else next(dashes)
            axes.plot(sizes, milliseconds, style, color=colour, linewidth=2.4, marker="o")
            end = dict(xy=(sizes[-1], milliseconds[-1]), xytext=(8, 0), textcoords="offset points")
            axes.annotate(name, **end, va="center", color=colour)
        every = np.array(list(times.values()))
        logarithmic(axes.xaxis, sizes[0] / 1.3, sizes[-1] * 1.3)
        logarithmic(axes.yaxis, every.min() / 2, every.max() * 2)
        axes.set(xlabel=f"samples, of {features} features", ylabel="milliseconds a step")
        axes.grid(alpha=0.12, color=INK)
