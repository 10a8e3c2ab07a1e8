"""What scratch says to a question, kind by kind; and how an answer holds it."""

import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

import numpy as np

from comparisons.errors import unknown
from comparisons.judging.watched import watched


class Asked(Protocol):
    """A question, as far as its answer depends on it: see :class:`comparisons.judging.question.Question`."""

    concept: Any
    case: dict
    kind: str
    dtype: str
    function: Callable
    settings: dict
    offered: dict
    held_out: dict[str, np.ndarray]
    draws: Mapping[str, Any]
    truth: "Answer"
    margins: list[np.ndarray]
    wide: dict[str, np.ndarray]

    def rng(self, name: str) -> np.random.Generator:
        """Return a generator of the question's seed for what is drawn under a name."""

    def cotangent(self, name: str, output: np.ndarray) -> np.ndarray:
        """Return the gradient that arrives at an output."""

    def answer_from(self, arrays: dict[str, np.ndarray], kind: type[np.ndarray] = np.ndarray) -> "Answer":
        """Let scratch answer with other arrays, of a kind that may watch and change what is computed."""


@dataclass(frozen=True)
class Answer:
    """Outputs and gradients by scratch's names and in scratch's layouts.

    ``drawn`` are arrays that whoever answers has drawn itself, several times along the first axis; outputs and
    gradients follow from the first.
    """

    outputs: dict[str, np.ndarray]
    gradients: dict[str, np.ndarray] = field(default_factory=dict)
    drawn: dict[str, np.ndarray] = field(default_factory=dict)

    def __getitem__(self, label: str) -> np.ndarray:
        """Return one array by its label: ``answer["y"]`` is an output, ``answer["dx"]`` a gradient."""
        return self.labelled()[label][2]

    def labelled(self) -> dict[str, tuple[str, str, np.ndarray]]:
        """Return {label: (kind, name, array)}; a gradient's label is named as in code: ``dx``."""
        outputs = {name: ("output", name, array) for name, array in self.outputs.items()}
        return outputs | {f"d{name}": ("gradient", name, array) for name, array in self.gradients.items()}


def answer(asked: Asked, arrays: dict[str, np.ndarray], kind: type[np.ndarray] = np.ndarray) -> Answer:
    """Let scratch answer a question with these arrays, which become such as a ``kind`` of array that may watch."""
    return _ANSWERS[asked.kind](asked, watched(arrays, kind), kind)


def by_name(function: Callable, offered: Mapping, positional: int = 0) -> dict:
    """Return what a function asks for by the names of its parameters, out of what is offered.

    The first ``positional`` parameters are filled by position and left alone. Raises Mistake if the function asks
    for something that is not on offer and has no default.
    """
    wanted = list(inspect.signature(function).parameters.values())[positional:]
    for parameter in wanted:
        if parameter.name not in offered and parameter.default is parameter.empty:
            raise unknown(f"parameter of {function.__module__}.{function.__name__}:", parameter.name, offered)
    return {parameter.name: offered[parameter.name] for parameter in wanted if parameter.name in offered}


def differentiated(backward: Callable) -> list[str]:
    """Return the names of the outputs whose gradients backward takes: ``backward(dh, dc)`` belongs to h and c."""
    return [name.removeprefix("d") for name in inspect.signature(backward).parameters]


def batches(samples: int) -> list[slice]:
    """Return the batches in which a metric sees its samples: a half, a third, and the rest; none is empty."""
    ends = [samples // 2, samples // 2 + samples // 3, samples]
    return [slice(start, end) for start, end in zip([0, *ends], ends, strict=False) if start < end]


def named(value) -> dict:
    """Return what a metric is by name: of one that is not several, ``value``."""
    return value if isinstance(value, dict) else dict(value=value)


def stacked(values: list[Mapping]) -> dict[str, np.ndarray]:
    """Return by name what a metric was, one value after the other along the first axis."""
    return {name: np.stack([np.asarray(each[name]) for each in values]) for name in values[0]}


def _operation(asked, arrays, kind) -> Answer:
    value, backward = asked.function(**arrays, **asked.settings)
    names = differentiated(backward)
    outputs = _arrays(value if isinstance(value, dict) else {names[0]: value})
    cotangents = {f"d{name}": asked.cotangent(name, outputs[name]) for name in names}
    drawn = {name: np.stack([arrays[name]]) for name in asked.draws}
    return Answer(outputs, _arrays(backward(**watched(cotangents, kind))), drawn)


def _training_run(asked, arrays, kind) -> Answer:
    result = asked.function(**arrays, **asked.settings)
    predict = asked.concept.scratch.predict
    given = by_name(predict, arrays | result | asked.settings)
    predictions = dict(prediction=predict(**given))
    if asked.held_out:
        wide = {name: array.astype(arrays[name].dtype) for name, array in asked.held_out.items()}
        predictions["test_prediction"] = predict(**given | {n: wide[n] for n in given if n in wide})
    return Answer(_arrays(result | predictions))


def _optimizer(asked, arrays, kind) -> Answer:
    path = asked.function(**arrays, **asked.settings)
    return Answer(_arrays(path if isinstance(path, dict) else dict(path=path)))


def _schedule(asked, arrays, kind) -> Answer:
    return Answer(dict(rates=np.asarray(asked.function(**arrays, **asked.settings))))


def _metric(asked, arrays, kind) -> Answer:
    """A metric that is accumulated has, after each batch, the value of all samples until then."""
    samples = len(next(iter(arrays.values())))
    values = [
        asked.function(**{name: array[: batch.stop] for name, array in arrays.items()}, **asked.settings)
        for batch in batches(samples)
    ]
    return Answer(stacked(list(map(named, values))))


def _distribution(asked, arrays, kind) -> Answer:
    """Scratch draws in float64; what is asked in float32 is rounded."""
    rng, shape = asked.rng("w"), asked.case["shape"]
    draws = [asked.function(rng, shape, **asked.settings) for _ in range(asked.concept.law.number(shape))]
    return Answer({}, drawn=dict(w=np.stack(draws).astype(asked.precision.held)))


_ANSWERS = {
    "operation": _operation,
    "training run": _training_run,
    "optimizer": _optimizer,
    "schedule": _schedule,
    "metric": _metric,
    "distribution": _distribution,
}


def _arrays(named: Mapping) -> dict[str, np.ndarray]:
    return {name: np.asarray(array) for name, array in named.items()}
