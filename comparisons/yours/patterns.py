"""In which orders of axes an array may lie: all that fit by shape, those that frameworks have first."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import combinations, permutations

import numpy as np

from comparisons.declaring.concept import Concept
from comparisons.declaring.layout import Layout
from comparisons.errors import Mistake
from comparisons.judging.question import Question

#: Axes are called so where nothing names them.
LETTERS = "abcdefgh"


def patterns(concept: Concept, question: Question, name: str, shape: tuple[int, ...]) -> list[str]:
    """Return the patterns in which an array has a shape: those that are declared of a framework, then all by shape."""
    array = question.arrays[name] if name in question.arrays else question.truth.outputs[name]
    found = [] if array.shape != shape else [""]
    for framework in ("pytorch", "keras"):
        text = getattr(concept, framework).get(name, "")
        layout = Layout.parse(text) if text and text != "nowhere" else Layout()
        while layout:
            pattern = f"{layout.ours} -> {layout.theirs}" if layout.ours or layout.theirs else ""
            if (
                pattern
                and "[" not in pattern
                and pattern not in found
                and _fits(layout, array, question, shape)
            ):
                found.append(pattern)
            layout = layout.otherwise
    if len(shape) < array.ndim:
        found += _merged(concept, question, name, shape)
    found += [each for each in by_shape(array.shape, shape) if each not in found and each]
    return found + [each for each in _otherwise_cut(concept, question, name, shape) if each not in found]


@lru_cache(maxsize=4096)
def by_shape(ours: tuple[int, ...], theirs: tuple[int, ...]) -> tuple[str, ...]:
    """Return the patterns that bring an array of one shape into another: axes in another order, axes of length 1."""
    if not ours:
        return ("-> " + " ".join(["1"] * len(theirs)),) if theirs and set(theirs) == {1} else ()
    wanted = list(theirs)
    names = LETTERS[: len(ours)]
    found = []
    if len(ours) <= 5 and len(wanted) >= len(ours):
        for ones in _ones(wanted, len(wanted) - len(ours)):
            kept = [size for place, size in enumerate(wanted) if place not in ones]
            for order in permutations(range(len(ours))):
                if [ours[n] for n in order] == kept:
                    tokens = iter([names[n] for n in order])
                    right = " ".join("1" if place in ones else next(tokens) for place in range(len(wanted)))
                    found.append(f"{' '.join(names)} -> {right}")
    same = f"{' '.join(names)} -> {' '.join(names)}"
    # Axes that stand the other way round altogether are commoner than any other order.
    found.sort(key=lambda each: each.split(" -> ")[1].split() != list(reversed(names)))
    return tuple("" if each == same else each for each in found)


def blocked(concept: Concept, names: Sequence[str]) -> dict[str, int]:
    """Return of how many blocks, side by side in its last axis, an array is made, for those that are: gates."""
    found = {}
    for name in names:
        axes = concept.arguments[name].axes
        if axes and (match := re.fullmatch(r"(\d+)\*\w+", axes[-1])):
            found[name] = int(match[1])
    return found


def orders(number: int) -> Iterator[tuple[int, ...]]:
    """Yield the orders in which so many blocks may stand, as they are first."""
    yield from permutations(range(number))


def _fits(layout: Layout, array: np.ndarray, question: Question, shape: tuple[int, ...]) -> bool:
    try:
        return layout.to(array, **question.offered).shape == shape
    except (Mistake, ValueError, RuntimeError):  # a pattern of another number of axes
        return False


def _merged(concept: Concept, question: Question, name: str, shape: tuple[int, ...]) -> list[str]:
    """Return patterns in which neighbouring axes are one, in the orders that frameworks have: a kernel as a matrix."""
    array, found = question.arrays.get(name), []
    if array is None or not shape:
        return []
    sides = [
        Layout.parse(getattr(concept, each).get(name, ""))
        for each in ("pytorch", "keras")
        if getattr(concept, each).get(name)
    ]
    sides = [
        (each.ours, each.theirs)
        for each in sides
        if each.ours and not set("([") & set(each.ours + each.theirs)
    ]
    sides += [(ours, ours) for ours, _ in sides[:1]]
    for ours, theirs in sides:
        names = theirs.split()
        for cuts in combinations(range(1, len(names)), len(shape) - 1):
            groups = [names[start:stop] for start, stop in zip((0, *cuts), (*cuts, len(names)), strict=True)]
            right = " ".join(f"({' '.join(group)})" if len(group) > 1 else group[0] for group in groups)
            pattern = f"{ours} -> {right}"
            if pattern not in found and _fits(Layout.parse(pattern), array, question, shape):
                found.append(pattern)
    return found


def _otherwise_cut(concept: Concept, question: Question, name: str, shape: tuple[int, ...]) -> list[str]:
    """Return patterns in which an axis is cut into heads the other way: the features of one place lie side by side.

    Which axis that is, a declaration says in which a framework keeps the array cut.
    """
    if "heads" not in question.settings or name not in concept.arguments:
        return []
    axes = len(concept.arguments[name].axes)
    cut = next(
        (
            place
            for layout in (concept.layouts(each).get(name) for each in ("keras", "pytorch"))
            if layout
            for place, token in enumerate(re.findall(r"\([^()]*\)|\S+", layout.ours))
            if token.startswith("(")
        ),
        None,
    )
    if cut is None:
        return []
    left = [LETTERS[n] if n != cut else "(heads each)" for n in range(axes)]
    right = ["(each heads)" if n == cut else LETTERS[n] for n in range(axes)]
    found = [f"{' '.join(left)} -> {' '.join(order)}" for order in ([*reversed(right)], right)]
    return [
        each
        for each in dict.fromkeys(found)
        if _fits(Layout.parse(each), question.arrays[name], question, shape)
    ]


def _ones(wanted: list[int], number: int) -> Iterator[tuple[int, ...]]:
    places = [place for place, size in enumerate(wanted) if size == 1]
    yield from combinations(places, number)


def in_blocks(pattern: str, order: Sequence[int]) -> str:
    """Return a pattern whose last axis of ours is made of blocks, in another order on the other side."""
    left, right = (side.split() for side in pattern.split(" -> "))
    axis = left[-1]
    names = [f"g{n}" for n in range(len(order))]
    ours, theirs = f"[{' '.join(names)}]", f"[{' '.join(names[n] for n in order)}]"
    return f"{' '.join([*left[:-1], ours])} -> {' '.join(theirs if each == axis else each for each in right)}"
