"""Scratch at other settings than were asked: those that it has elsewhere, another form of them, one for another."""

import itertools
import math
from collections.abc import Callable, Iterator
from typing import Literal, get_args, get_origin

import numpy as np

from comparisons.declaring.concept import Concept
from comparisons.judging.question import Question
from comparisons.mistakes.other import Other
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


def _sized(concept: Concept, name: str, axis: str) -> Callable:
    """Return scratch that takes the size of an axis for a setting."""

    def call(**given):
        sizes = {}
        for each, argument in concept.arguments.items():
            if given.get(each) is not None:
                sizes |= argument.sizes(np.shape(given[each]))
        return concept.function(**given | {name: sizes[axis]})

    return call


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
