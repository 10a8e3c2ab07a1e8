"""A person's own numbers: arrays, sizes and settings by name become a question, or one line says what is wrong."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from functools import cache
from itertools import count
from typing import Any

import numpy as np

from comparisons.declaring.catalogue import load
from comparisons.declaring.concept import Concept
from comparisons.errors import Mistake, one_line, unknown
from comparisons.judging.cases import (
    among,
    case_at,
    demand_fit,
    demand_known,
    is_size,
    known_sizes,
    settings_of,
    shape_of,
    sizes_of,
    text,
)
from comparisons.judging.question import Question

#: Of a training run, arrays with this before their names are held out: the trained model is asked about them.
HELD_OUT = "test_"

_numbers = count()


@dataclass(frozen=True, eq=False)
class Numbers:
    """What a person asks of a concept, by its name: a question in every dtype; make it with :func:`numbers`.

    ``drawn`` are the names of the arrays that nobody gave; ``key`` tells one asking from another.
    """

    name: str
    case: dict
    arrays: dict[str, np.ndarray] = field(default_factory=dict)
    cotangents: dict[str, np.ndarray] = field(default_factory=dict)
    held_out: dict[str, np.ndarray] = field(default_factory=dict)
    seed: int = 0
    drawn: tuple[str, ...] = ()
    key: int = field(default_factory=lambda: next(_numbers))

    def question(self, dtype: str) -> Question:
        """Put the question in a dtype. Raises Mistake where the numbers do not fit."""
        concept = load(self.name)
        if concept.kind == "distribution":
            return Question.draw(concept, self.case, dtype, self.seed)
        put = self.arrays, self.held_out, self.cotangents, dtype, self.seed
        return Question.put(concept, self.case, *put)

    def __str__(self):
        return f"{self.name} ({text(self.case)})"


def numbers(
    concept: Concept, given: Mapping[str, Any], drawn: Collection[str] = (), seed: int = 0
) -> Numbers:
    """Take what a person gives for a concept, by scratch's names and in scratch's layouts.

    given    arrays, sizes and settings; ``dy``, the gradient that arrives at output y; of a training run ``test_x`` and
             the like, on which the trained model is asked
    drawn    arrays that may be absent, and are to be there without being given

    What is not given is drawn: every array, if none is given, at these sizes and those of the concept's first case; all
    weights, if none of them is. Raises Mistake for a name that the concept has not, an array that is lacking, a shape
    and a number that do not fit.
    """
    arrays, cotangents, held_out, case = _sorted(concept, given)
    _demand_optional(concept, drawn)
    own = [
        name for name in concept.draws if name in arrays and settings_of(concept, case).get("training", True)
    ]
    if own:
        raise Mistake(
            f"{concept.name}: {own[0]} is drawn by whoever answers and cannot be given; leave it out"
        )
    demand_known(concept, case)
    _demand_axes(concept, arrays)
    lacking = [
        name
        for name, each in concept.arguments.items()
        if name not in arrays and (not each.optional or name in drawn)
    ]
    if not arrays:
        case = case_at(concept, case)
    else:
        _demand_all_else(concept, arrays, lacking, drawn)
    if lacking:
        arrays |= _drawn(concept, case, arrays, lacking, seed)
    arrays = {name: arrays[name] for name in concept.arguments if name in arrays}
    told = _told(concept, case, arrays)
    demand_fit(concept, told, arrays, sizes_of(concept, told, arrays))
    return Numbers(concept.name, told, arrays, cotangents, held_out, seed, tuple(lacking))


def _sorted(concept: Concept, given: Mapping[str, Any]) -> tuple[dict, dict, dict, dict]:
    """Tell arrays, cotangents, arrays that are held out, and the case apart, by name."""
    arrays, cotangents, held_out, case = {}, {}, {}, {}
    sizes = known_sizes(concept)
    settings = {*sizes, *concept.defaults}
    for name, value in given.items():
        held = name.removeprefix(HELD_OUT)
        if value is None and name in concept.arguments:
            continue
        if name in settings and not (name in concept.arguments and not is_size(value)):
            case[name] = value
        elif name in concept.arguments:
            arrays[name] = _plain(value)
        elif concept.kind == "training run" and held != name and held in concept.arguments:
            held_out[held] = _plain(value)
        elif name in sent(concept):
            cotangents[name] = _plain(value)
        elif concept.law and np.ndim(value):
            settings = ", ".join(concept.defaults) or "none"
            takes = f"a shape, as in shape=64,32, and settings ({settings}), no arrays"
            raise Mistake(f"{concept.name} draws numbers: it takes {takes}, and was given {name}")
        else:
            raise unknown(f"array, size or setting of {concept.name}:", name, _names(concept))
    return arrays, cotangents, held_out, case


@cache
def _sent(name: str) -> tuple[str, ...]:
    concept, names = load(name), {}
    if concept.kind == "operation":
        with np.errstate(all="ignore"):
            for case in concept.cases:
                names |= dict.fromkeys(f"d{each}" for each in Question.draw(concept, case).cotangents)
    return tuple(names)


def sent(concept: Concept) -> tuple[str, ...]:
    """Return the names of the gradients that a concept's backward takes in one of its cases: ``dh``, ``dc``."""
    return _sent(concept.name)


def _names(concept: Concept) -> list[str]:
    held = [HELD_OUT + name for name in concept.arguments if name not in concept.weights]
    of_run = held if concept.kind == "training run" else []
    return [
        *dict.fromkeys([*concept.arguments, *sent(concept), *known_sizes(concept), *concept.defaults]),
        *of_run,
    ]


def _plain(value):
    """Return a framework's tensor as an array; everything else as it is."""
    value = value.detach().cpu() if hasattr(value, "detach") else value
    return value.numpy() if callable(getattr(value, "numpy", None)) else value


def _demand_optional(concept: Concept, drawn: Collection[str]) -> None:
    optional = [name for name, each in concept.arguments.items() if each.optional]
    for name in drawn:
        if name not in optional:
            raise unknown(f"array of {concept.name} that may be absent:", name, optional)


def _demand_axes(concept: Concept, arrays: Mapping) -> None:
    """Raise Mistake for an array that has not as many axes as it is due."""
    for name, argument in among(concept, arrays).items():
        if name not in arrays:
            continue
        try:
            shape = np.shape(arrays[name])
        except ValueError as error:  # lists of unequal lengths
            raise Mistake(f"{concept.name}: {name} is no array: {one_line(error, placed=False)}") from None
        if len(argument.spread(shape)) != len(argument.axes):
            axes = " ".join(argument.axes)
            raise Mistake(f"{concept.name}: {name} has the shape {shape}, its axes are ({axes})")


def _demand_all_else(
    concept: Concept, arrays: Mapping, lacking: Collection[str], drawn: Collection[str]
) -> None:
    """Raise Mistake if something else lacks than the weights, all of them, and what is to be drawn."""
    may = {*concept.draws, *drawn}
    if not arrays.keys() & concept.weights:
        may |= concept.weights
    for name in lacking:
        if name not in may:
            every = concept.arguments.values()
            takes = [
                f"{each.name} ({' '.join(each.axes)}{'; may be absent' * each.optional})" for each in every
            ]
            given = ", ".join(arrays)
            raise Mistake(
                f"{concept.name} lacks the array {name}; given: {given}; it takes {', '.join(takes)}"
            )


def _drawn(concept: Concept, case: dict, arrays: dict, lacking: Collection[str], seed: int) -> dict:
    """Draw the arrays that are lacking, at the sizes of the case and of the arrays that are there."""
    optional = [name for name in concept.arguments if concept.arguments[name].optional]
    there = [name for name in optional if name in arrays or name in lacking]
    sizes = sizes_of(concept, case, arrays)
    full = sizes | case | dict(given=there)
    for argument in among(concept, there).values():
        shape_of(concept, full, argument, sizes)
    try:
        drawn = Question.draw(concept, full, "float64", seed).arrays
    except Mistake:
        raise
    except Exception as error:  # what draws for the cases may not be made for these sizes
        raise Mistake(
            f"{concept.name}: no numbers can be drawn at ({text(full)}): {one_line(error)}"
        ) from None
    return {name: drawn[name] for name in lacking}


def _told(concept: Concept, case: dict, arrays: dict) -> dict:
    """Return the case with the sizes that the arrays have, and which of those are there that may be absent."""
    sizes = sizes_of(concept, case, arrays)
    told = {name: sizes[name] for name in known_sizes(concept) if name in sizes}
    told |= {name: value for name, value in case.items() if name not in told}
    given = tuple(name for name in arrays if concept.arguments[name].optional)
    return told | (dict(given=given) if given else {})
