"""A loss against the prediction: how much each error costs, for every truth that speaks."""

from collections.abc import Iterator

import numpy as np
from matplotlib.figure import Figure

from comparisons.declaring.concept import Concept
from comparisons.portraits.looks import COLOUR, DASHED, OTHER, grid
from reports.numbers import minus

_COLOURS = (COLOUR, OTHER)
_N = 121
_LOGITS, _SHARES, _FAR = np.linspace(-4, 4, _N), np.linspace(0.02, 0.98, _N), np.linspace(-3, 3, _N)

#: What moves along the axis, what it is called, and the arrays at every place, by the name of their line.
Moving = tuple[np.ndarray, str, dict[str, dict[str, np.ndarray]]]


def loss(concept: Concept, figure: Figure) -> str:
    """Draw the loss of one sample over what moves of the prediction, a line a truth; its slope if there is one line."""
    moving = next(
        (found for rule in (_numbers, _answers, _classes, _pairs, _keys, _frames) for found in rule(concept)),
        None,
    )
    if moving is None:
        return ""
    t, label, every = moving
    lines = {name: np.array(list(_costs(concept, given))) for name, given in every.items()}
    lines = {name: costs for name, costs in lines.items() if np.ptp(costs) > 0}
    axes = figure.subplots()
    for (name, costs), colour in zip(lines.items(), _COLOURS, strict=False):
        axes.plot(t, costs, color=colour, label=name)
        slope = np.gradient(costs, t)
        if len(lines) == 1 and np.abs(slope).max() < 3 * np.abs(costs).max():
            axes.plot(t, slope, **DASHED, label="slope")
    axes.set_xlabel(label)
    axes.legend()
    grid(axes)
    return f"the loss over {label}"


def _costs(concept: Concept, given: dict[str, np.ndarray]) -> Iterator[float]:
    for place in range(_N):
        yield float(concept.function(**{name: array[place] for name, array in given.items()})[0])


def _numbers(concept: Concept) -> Iterator[Moving]:
    """Of a number, or of a share of a mask, that is predicted and one that is true."""
    predicted = concept.arguments.get("y_hat")
    if predicted is None or predicted.axes not in (("*shape",), ("n", "*shape")):
        return
    mask, bounds = len(predicted.axes) == 2, (*predicted.bounds, *concept.arguments["y"].bounds)
    t = _SHARES if mask else np.linspace(0.0 if bounds else -2.0, 4, _N)
    shape = (_N, *(1 for _ in predicted.axes))
    beside = dict(sigma2=np.ones(shape)) if "sigma2" in concept.arguments else {}
    yield t, "the prediction ŷ", {"loss, y = 1": dict(y_hat=t.reshape(shape), y=np.ones(shape), **beside)}


def _answers(concept: Concept) -> Iterator[Moving]:
    """Of a yes against a no, or of one of two signs: a logit, or a probability."""
    name, truth = next(iter(concept.arguments)), concept.arguments.get("y")
    if name not in ("z", "p") or truth is None or truth.whole or _of_classes(concept):
        return
    t, what = (_LOGITS, "the logit z") if name == "z" else (_SHARES, "the probability p")
    shape, no = (_N, *(1 for _ in truth.axes)), -1.0 if truth.numbers == "sign" else 0.0
    lines = {minus(f"y = {y:g}"): {name: t.reshape(shape), "y": np.full(shape, y)} for y in (1.0, no)}
    yield t, what, lines


def _classes(concept: Concept) -> Iterator[Moving]:
    """Of three classes, as what is said of the true one moves and the others are alike."""
    name, truth = list(concept.arguments)[:2]
    if not _of_classes(concept):
        return
    t, what = (_LOGITS, "logit") if name == "z" else (_SHARES, "probability")
    said = np.stack([t, 0 * t, 0 * t] if name == "z" else [t, (1 - t) / 2, (1 - t) / 2], axis=-1)[:, None]
    said = np.log(said) if name.startswith("log") else said
    whole = concept.arguments[truth].whole
    true = np.zeros((_N, 1), int) if whole else np.tile([1.0, 0.0, 0.0], (_N, 1, 1))
    yield t, f"the {what} of the true class", {"loss": {name: said, truth: true}}


def _of_classes(concept: Concept) -> bool:
    """Whether the last axis is of classes that exclude each other: where they do not, the loss is called binary."""
    said = next(iter(concept.arguments.values()))
    return (
        said.axes == ("*n", "k")
        and said.name in ("z", "p", "log_p", "log_q")
        and "binary" not in concept.name
    )


def _pairs(concept: Concept) -> Iterator[Moving]:
    """Of vectors or scores that are held against each other: the first moves away from the others."""
    names, truth = set(concept.arguments), concept.arguments.get("y")
    if {"a", "b", "y"} <= names:
        signs = truth.numbers == "sign"
        moving = _FAR[:, None] if signs else _FAR[:, None, None]
        lines = {
            minus(f"y = {y:g}"): dict(a=moving, b=np.zeros_like(moving), y=np.full((_N, 1), y))
            for y in ((1.0, -1.0) if signs else (0.0, 1.0))
        }
        yield _FAR, "a − b", lines
    elif {"a", "p", "n"} <= names:
        moving = _FAR[:, None, None]
        others = dict(p=np.full_like(moving, -1), n=np.full_like(moving, 1))
        yield _FAR, "a, where p is −1 and n is 1", {"loss": dict(a=moving, **others)}
    elif "y_hat" in names:
        turned = np.stack([np.cos(_FAR), np.sin(_FAR)], axis=-1)[:, None]
        yield (
            _FAR,
            "the angle between ŷ and y",
            {"loss": dict(y_hat=turned, y=np.tile([1.0, 0.0], (_N, 1, 1)))},
        )


def _keys(concept: Concept) -> Iterator[Moving]:
    """Of questions and their keys, of which each other one is wrong: the first turns away from its key to the other."""
    if not {"q", "k"} <= set(concept.arguments):
        return
    keys = np.tile(np.eye(2), (_N, 1, 1))
    turned = keys.copy()
    turned[:, 0] = np.stack([np.cos(_FAR), np.sin(_FAR)], axis=-1)
    yield _FAR, "the angle between q and its key", {"loss": dict(q=turned, k=keys)}


def _frames(concept: Concept) -> Iterator[Moving]:
    """Of labels in frames, of which it is not said where: one label, and what is said of it in one frame or in all."""
    said = next(iter(concept.arguments.values()))
    if said.name != "z" or said.axes != ("n", "t", "k"):
        return
    one, every = np.zeros((_N, 1, 5, 3)), np.zeros((_N, 1, 5, 3))
    one[:, 0, 2, 1], every[:, 0, :, 1] = _LOGITS, _LOGITS[:, None]
    label = np.ones((_N, 1, 1), int)
    lines = {"in one frame of five": dict(z=one, y=label), "in all": dict(z=every, y=label)}
    yield _LOGITS, "the label's logit", lines
