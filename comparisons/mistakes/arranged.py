"""Scratch that is given other arrays than were asked: exchanged, missing, turned round, in another order."""

import inspect
import itertools
import re
from collections.abc import Callable, Iterator, Mapping
from functools import wraps

import numpy as np

from comparisons.declaring.concept import Concept
from comparisons.judging.question import Question
from comparisons.mistakes.other import Other


def arrays(concept: Concept, asked: list[Question]) -> Iterator[Other]:
    """Yield scratch that is given other arrays than were asked: exchanged, missing, turned round, in another order."""
    first = asked[0].arrays
    real = [name for name, array in first.items() if array.dtype.kind == "f"]
    alike = [
        (one, other)
        for one, other in itertools.combinations(first, 2)
        if all(
            one in each.arrays
            and other in each.arrays
            and each.arrays[one].shape == each.arrays[other].shape
            and each.arrays[one].dtype == each.arrays[other].dtype
            for each in asked
        )
    ]
    for place, (one, other) in enumerate(alike):
        swap = {one: other, other: one}
        yield _given(concept, "slip", f"{one} and {other} are exchanged", (0, place), names=swap)
    optional = [name for name, each in concept.arguments.items() if each.optional]
    for place, name in enumerate(optional):
        if any(name in each.arrays for each in asked):
            yield _given(concept, "slip", f"{name} is not used", (1, place), without=name)
    for place, name in enumerate(real):
        for number, (what, fill) in enumerate((("0", np.zeros_like), ("1", np.ones_like))):
            yield _given(
                concept,
                "slip",
                f"{name} is taken for {what}",
                (2, place, number),
                maps={name: (fill, lambda g: g)},
            )
    for place, (name, array) in enumerate(first.items()):
        if array.dtype == bool:
            text = f"{name} is taken the other way round"
            yield _given(concept, "slip", text, (3, place), maps={name: (np.logical_not, lambda g: g)})
        elif concept.arguments[name].bounds == (0, 1):
            other = (lambda a: 1 - a), (lambda g: -g)
            yield _given(concept, "slip", f"{name} is taken for 1 − {name}", (3, place), maps={name: other})
        elif name in real:
            for number, (what, map_) in enumerate((("squared", np.square), ("its own root", np.sqrt))):
                yield _given(
                    concept, "slip", f"{name} is {what}", (4, place, number), maps={name: (map_, lambda g: g)}
                )
    for place, name in enumerate(real):
        axes = concept.arguments[name].axes
        for count in range(1, first[name].ndim):
            turn = _turning(count)
            along = ", ".join(axes[:count])
            text = f"{name} is read backwards along {along}"
            yield _given(concept, "layout", text, (0, place, count), maps={name: (turn, turn)})
        if first[name].ndim > 1 and all(
            name not in each.arrays or len(set(each.arrays[name].shape[-2:])) == 1 for each in asked
        ):
            turn = lambda a: np.swapaxes(a, -1, -2)  # noqa: E731
            text = f"{name} is transposed"
            yield _given(concept, "layout", text, (1, place, 0), maps={name: (turn, turn)})
    yield from _orders(concept)


def _orders(concept: Concept) -> Iterator[Other]:
    """Yield scratch with gates that lie side by side in another order."""
    side_by_side = {}
    for name, argument in concept.arguments.items():
        for place, axis in enumerate(argument.axes):
            if (found := re.fullmatch(r"(\d)\*\w+", axis)) and int(found[1]) <= 4:
                side_by_side.setdefault(int(found[1]), []).append((name, place))
    for count, places in side_by_side.items():
        letters = _letters(concept, count)
        for number, order in enumerate(itertools.permutations(range(count))):
            if order == tuple(range(count)):
                continue
            back = tuple(np.argsort(order))
            maps = {}
            for name, place in places:
                maps[name] = (_reordered(order, place), _reordered(back, place))
            text = (
                f"the {count} parts of {', '.join(name for name, _ in places)} lie in the order "
                f"{' '.join(letters[each] for each in back)}; scratch has {' '.join(letters)}"
            )
            yield _given(concept, "layout", text, (2, number), maps=maps)


def _letters(concept: Concept, count: int) -> list[str]:
    """Return what the layouts call gates that lie side by side, else their numbers."""
    for layout in [*concept.pytorch.values(), *concept.keras.values()]:
        for found in re.findall(r"\[([\w ]+)\] *->|\[([\w ]+)\]", layout):
            letters = (found[0] or found[1]).split()
            if len(letters) == count:
                return letters
    return [str(number) for number in range(1, count + 1)]


def _reordered(order: tuple[int, ...], axis: int) -> Callable:
    def reordered(array):
        parts = np.split(array, len(order), axis=axis)
        return np.concatenate([parts[each] for each in order], axis=axis)

    return reordered


def _turning(count: int) -> Callable:
    return lambda array: np.flip(array, tuple(range(count)))


def _given(
    concept: Concept,
    kind: str,
    text: str,
    rank: tuple,
    names: Mapping[str, str] | None = None,
    maps: Mapping[str, tuple[Callable, Callable]] | None = None,
    without: str = "",
) -> Other:
    """Return scratch that takes arrays under other names, or maps them, and gives its gradients back as they came."""
    names, maps = names or {}, maps or {}

    def call(**given):
        taken = {names.get(name, name): value for name, value in given.items() if name != without}
        taken |= {name: maps[name][0](taken[name]) for name in maps if taken.get(name) is not None}
        result = inspect.unwrap(concept.function)(**taken)  # what is changed and disturbed passes no gate
        if not (isinstance(result, tuple) and callable(result[-1])):
            return result
        value, backward = result

        @wraps(backward)
        def back(*arrived, **named):
            gradients = backward(*arrived, **named)
            gradients |= {name: maps[name][1](gradients[name]) for name in maps if name in gradients}
            return {names.get(name, name): gradient for name, gradient in gradients.items()}

        return value, back

    return Other(kind, text, rank, lambda dtype: call)
