"""What becomes of a small image, or of a sequence: before and after."""

import numpy as np
from matplotlib.figure import Figure

from comparisons.declaring.concept import Concept
from comparisons.declaring.data import digit_images
from comparisons.judging.answering import by_name
from comparisons.portraits.looks import COLOUR, DASHED, before_and_after, field, grid

#: What the defaults would show too little of.
_SETTINGS = {
    "adaptive_avg_pool": dict(size=4), "adaptive_max_pool": dict(size=4), "conv2d_transpose": dict(stride=2),
    "conv1d_transpose": dict(stride=2), "flips_and_crops": dict(padding=2),
    "random_erasing": dict(probability=1.0, smallest=0.2),
    "unfold": dict(size=4, stride=2), "gaussian_noise": dict(deviation=0.3), "mixup": dict(alpha=8.0),
}  # fmt: skip
_EDGES = np.array([[1.0, 0, -1], [2, 0, -2], [1, 0, -1]]) / 8
_STEPS = np.array([0, 0, 0, 1, 1, 1, 1, 0, 0, 0, 0.4, 0, 0, -0.6, -0.6, -0.6, 0, 0.0])


def image(concept: Concept, figure: Figure) -> str:
    """Draw a digit of 8 × 8 pixels, and what the concept makes of it."""
    x = concept.arguments.get("x")
    if x is None or x.axes not in (("n", "h", "w", "c"), ("n", "*space", "c"), ("*shape",)):
        return ""
    digits = digit_images().training()["x"][[4, 7]].reshape(2, 8, 8, 1)
    digits = digits / digits.max()
    after = _answer(concept, digits, _EDGES)
    if (
        after is None or after.shape[-1] > 1 or len(set(after.shape[1:-1])) > 1
    ):  # not one image, not one number
        return ""
    edges = "W" in concept.arguments
    before_and_after(figure, digits[0, :, :, 0], np.atleast_2d(after[0, ..., 0]), largest=0 if edges else 1)
    return "a small image before and after" + (", under a kernel that finds edges" if edges else "")


def sequence(concept: Concept, figure: Figure) -> str:
    """Draw a sequence of numbers, and what the concept makes of it."""
    x = concept.arguments.get("x")
    if x is None or x.axes != ("n", "t", "c"):
        return ""
    after = _answer(concept, _STEPS.reshape(1, -1, 1), np.array([0.25, 0.5, 0.25]))
    if after is None:
        return ""
    axes = figure.subplots()
    stride = len(_STEPS) / after.shape[1]
    axes.step(np.arange(len(_STEPS)) + 0.5, _STEPS, where="mid", **DASHED, label="x")
    axes.plot(
        (np.arange(after.shape[1]) + 0.5) * stride,
        after[0, :, 0],
        "o-",
        color=COLOUR,
        markersize=3,
        label="y",
    )
    axes.set(xlabel="step", ylim=(None, 1.35))
    axes.legend(ncols=2, loc="upper right")
    grid(axes)
    return "a sequence before and after" + (
        ", under a kernel that smooths" if "W" in concept.arguments else ""
    )


def volume(concept: Concept, figure: Figure) -> str:
    """Draw a ball in slices, and below it what the concept makes of it."""
    x = concept.arguments.get("x")
    if x is None or x.axes != ("n", "d", "h", "w", "c"):
        return ""
    depth, row, column = np.ogrid[-1.5:2, -3.5:4, -3.5:4]
    ball = ((1.6 * depth) ** 2 + row**2 + column**2 <= 9).astype(float)
    after = _answer(concept, ball[None, ..., None], np.full((3, 3, 3), 1 / 27))
    if after is None:
        return ""
    for axes, slices, name in zip(figure.subplots(2, 1), (ball, after[0, ..., 0]), "xy", strict=True):
        field(axes, np.concatenate(np.pad(slices, ((0, 0), (0, 0), (0, 1))), axis=1)[:, :-1])
        axes.set_ylabel(name, rotation=0, labelpad=8)
    return "a ball in slices before and after" + (
        ", under a kernel that smooths" if "W" in concept.arguments else ""
    )


def patches(concept: Concept, figure: Figure) -> str:
    """Draw a digit, and the rows of numbers into which the concept cuts it, as they are."""
    x = concept.arguments.get("x")
    if x is None or x.axes != ("n", "h", "w", "c"):
        return ""
    digit = digit_images().training()["x"][[4]]
    after = _answer(concept, digit, np.eye(16).reshape(4, 4, 1, 16))
    if after is None or 16 not in after.shape[2:]:
        return ""
    before_and_after(figure, digit[0, :, :, 0], after.reshape(-1, 16), largest=1)
    figure.axes[1].set(xlabel="numbers", ylabel="patches")
    return "a small image, and the patches of it, a row each"


def maps(concept: Concept, figure: Figure) -> str:
    """Draw maps, each of which has every second pixel of a digit, and the image into which the concept lays them."""
    x = concept.arguments.get("x")
    if x is None or x.axes != ("n", "h", "w", "scale*scale", "c"):
        return ""
    digit = digit_images().training()["x"][4, :, :, 0]
    small = digit.reshape(4, 2, 4, 2).swapaxes(1, 2).reshape(4, 4, 4)
    after = _answer(concept, small[None, ..., None], np.ones(1))
    before = np.pad(small, ((0, 1), (0, 1), (0, 0))).transpose(2, 0, 1).reshape(2, 2, 5, 5)
    before_and_after(figure, before.swapaxes(1, 2).reshape(10, 10)[:9, :9], after[0, :, :, 0], largest=1)
    return "four small maps, and the image that they make together"


def _answer(concept: Concept, x: np.ndarray, kernel: np.ndarray) -> np.ndarray | None:
    """Return the first output for x; None if the concept needs an array that is not known here."""
    rng, settings = np.random.default_rng(3), _SETTINGS.get(concept.name.split(".")[1], {})
    known = dict(x=x, V=np.eye(1), y=np.eye(2), partner=np.array([1, 0]))
    if "W" in concept.arguments:
        known["W"] = kernel.reshape(*kernel.shape[: x.ndim - 2], 1, -1)
    for name in (name for name in concept.draws if name not in known):
        draw = concept.drawer(name)
        shape = _shape(concept.arguments[name].axes, x)
        known[name] = draw(rng, shape, **by_name(draw, concept.defaults | settings, 2))
    needed = [name for name, argument in concept.arguments.items() if not argument.optional]
    if not set(needed) <= set(known):
        return None
    answer = concept.function(**{name: known[name] for name in needed}, **settings)[0]
    return next(iter(answer.values())) if isinstance(answer, dict) else answer


def _shape(axes: tuple[str, ...], x: np.ndarray) -> tuple[int, ...]:
    sizes = dict(zip("nhwc", x.shape, strict=True))
    return (
        x.shape
        if axes == ("*shape",)
        else tuple(int(axis) if axis.isdigit() else sizes[axis] for axis in axes)
    )
