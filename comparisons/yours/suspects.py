"""What else than a slip may be the mistake: another setting, arrays taken for one another, what is declared of
frameworks, and of a concept's relatives.
"""

import inspect
import itertools
import math
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import wraps
from typing import Literal, get_args, get_origin

import numpy as np

from comparisons.declaring.concept import Concept
from comparisons.judging.question import Question
from scratch.arguments import setting_kinds

#: Values that settings have elsewhere, by name.
ELSEWHERE = dict(
    epsilon=(0.0, 1e-12, 1e-10, 1e-8, 1e-7, 1e-6, 1e-5, 1e-3),
    momentum=(0.0, 0.01, 0.1, 0.9, 0.99),
    beta1=(0.0, 0.9, 0.99),
    beta2=(0.9, 0.99, 0.999),
    rho=(0.9, 0.95, 0.99),
)

#: What becomes of a number that is taken for another.
TAKEN_FOR = {
    "1 − {}": lambda v: 1 - v,
    "{} − 1": lambda v: v - 1,
    "{} + 1": lambda v: v + 1,
    "2 {}": lambda v: 2 * v,
    "{} / 2": lambda v: v / 2 if isinstance(v, float) else v // 2,
    "{}²": lambda v: v * v,
    "√{}": lambda v: math.sqrt(v),
    "1 / {}": lambda v: 1 / v,
    "−{}": lambda v: -v,
    "0": lambda v: 0 * v,
    "1": lambda v: type(v)(1),
}

FRAMEWORKS = dict(pytorch="PyTorch", keras="Keras")


@dataclass(frozen=True)
class Other:
    """A function that makes a mistake, in the place of scratch's: it takes what that takes."""

    kind: str
    text: str
    rank: tuple
    function: Callable[[str], Callable]

    @contextmanager
    def acting(self, dtype: str) -> Iterator[Callable]:
        """Return the function for questions of a dtype."""
        yield self.function(dtype)


def others(concept: Concept, asked: list[Question]) -> Iterator[Other]:
    """Yield all that may be the mistake, and is no slip, of a concept to which these questions were put."""
    yield from relatives(concept, asked[0])
    yield from conventions(concept)
    yield from settings(concept, asked)
    yield from arrays(concept, asked)


def relatives(concept: Concept, asked: Question) -> Iterator[Other]:
    """Yield the relatives that a concept declares: well-known other forms of it."""
    for place, (text, function) in enumerate(concept.relatives.items()):
        yield Other("relative", text, (place,), lambda dtype, f=function: _like_scratch(f, concept, asked))


def conventions(concept: Concept) -> Iterator[Other]:
    """Yield what frameworks are declared to compute instead."""
    for framework, declared in concept.differs.items():
        for number, causes in enumerate(declared.combinations()):
            why = "; ".join(why for cause, why in declared.causes.items() if cause in causes)
            text = f"it is {FRAMEWORKS[framework]}'s: {why}"
            rank = (len(causes), number)
            yield Other("convention", text, rank, lambda dtype, d=declared, c=causes: d.acting(c, dtype))


def settings(concept: Concept, asked: list[Question]) -> Iterator[Other]:
    """Yield scratch at other settings than were asked."""
    function, kinds = concept.function, setting_kinds(concept.function)

    def changed(text: str, rank: tuple, change: Callable[[dict], dict]) -> Other:
        def call(**given):
            return function(
                **given | change({name: given[name] for name in concept.defaults if name in given})
            )

        return Other("setting", text, rank, lambda dtype: call)

    values = {name: [each.settings[name] for each in asked] for name in concept.defaults}
    for place, (name, default) in enumerate(concept.defaults.items()):
        for number, value in enumerate(_values(name, default, kinds[name])):
            if any(each != value for each in values[name]):
                said = {repr(each) for each in values[name]} - {repr(value)}
                where = f"where {said.pop()} was asked" if len(said) == 1 else "whatever is asked"
                text = f"{name} is {value!r} {where}"
                yield changed(text, (1, place, number), lambda given, n=name, v=value: {n: v})
        for number, (form, map_) in enumerate(TAKEN_FOR.items()):
            if any(_is_number(each) for each in values[name]):
                text = f"{name} is {form.format(name)}"
                yield changed(
                    text,
                    (2, place, number),
                    lambda given, n=name, m=map_: {n: m(given[n]) if _is_number(given[n]) else given[n]},
                )
    numbers = [name for name in concept.defaults if any(map(_is_number, values[name]))]
    for one, other in itertools.combinations(numbers, 2):
        yield changed(
            f"{one} and {other} are exchanged",
            (3, numbers.index(one), numbers.index(other)),
            lambda given, a=one, b=other: {a: given[b], b: given[a]},
        )
    for one, other in itertools.permutations(numbers, 2):
        yield changed(
            f"{one} is {other}",
            (3, numbers.index(one), numbers.index(other)),
            lambda given, a=one, b=other: {a: given[b]},
        )
    for number, (one, other) in enumerate(itertools.combinations(concept.defaults, 2)):
        fresh = {name: concept.defaults[name] for name in (one, other)}
        yield changed(
            f"{one} is {fresh[one]!r} and {other} is {fresh[other]!r}, whatever is asked",
            (4, number, 0),
            lambda given, f=fresh: f,
        )
    whole = [name for name in numbers if all(isinstance(each, int) for each in values[name])]
    sizes = [name for name, size in asked[0].sizes.items() if isinstance(size, int)]
    for place, (name, axis) in enumerate(itertools.product(whole, sizes)):
        by_size = {id(each): each.sizes[axis] for each in asked if axis in each.sizes}
        if len(by_size) == len(asked):
            yield Other(
                "setting",
                f"{name} is {axis}",
                (5, place, 0),
                lambda dtype, n=name, a=axis: _sized(concept, n, a),
            )


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


def _sized(concept: Concept, name: str, axis: str) -> Callable:
    """Return scratch that takes the size of an axis for a setting."""

    def call(**given):
        sizes = {}
        for each, argument in concept.arguments.items():
            if given.get(each) is not None:
                sizes |= argument.sizes(np.shape(given[each]))
        return concept.function(**given | {name: sizes[axis]})

    return call


def _like_scratch(function: Callable, concept: Concept, asked: Question) -> Callable:
    """Return a relative as a function that takes what scratch takes; of one without a backward the outputs count."""
    outputs, known = list(asked.cotangents), inspect.signature(function).parameters.values()
    any_setting = any(each.kind is each.VAR_KEYWORD for each in known)
    taken = {each.name for each in known}

    def call(**given):
        arrays = [given.pop(name, None) for name in concept.arguments]
        while arrays and arrays[-1] is None:
            arrays.pop()
        result = function(*arrays, **{n: v for n, v in given.items() if any_setting or n in taken})
        if concept.kind != "operation" or (isinstance(result, tuple) and callable(result[-1])):
            return result

        def backward(**arrived):
            return {}

        backward.__signature__ = _signature([f"d{name}" for name in outputs])
        return result, backward

    return call


def _signature(names: list[str]) -> inspect.Signature:
    return inspect.Signature(
        [inspect.Parameter(name, inspect.Parameter.POSITIONAL_OR_KEYWORD) for name in names]
    )


def _values(name: str, default, kind) -> list:
    """Return what a setting may be instead: its default, what it is elsewhere, another word, the opposite."""
    values = [default, *ELSEWHERE.get(name, ())]
    if isinstance(default, bool):
        values.append(not default)
    for each in (kind, *get_args(kind)):
        if get_origin(each) is Literal:
            values += get_args(each)
        if each is type(None):
            values.append(None)
    return list(dict.fromkeys(values))


def _is_number(value) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
