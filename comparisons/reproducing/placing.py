"""A question as one framework has it: in its names, its order of axes and its calls, ready to be written down."""

import inspect
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from comparisons.frameworks.framework import RATES, Framework
from comparisons.judging.answering import Answer, batches, by_name
from comparisons.judging.precision import PRECISIONS, Precision
from comparisons.judging.question import Question
from comparisons.processes.workshop import Workshop
from comparisons.reproducing.asked import Truth

#: What a reference in PyTorch builds an optimizer, and a schedule, of.
BUILT_OF = ("parameters", "optimizer")


@dataclass
class Placed:
    """A question in a framework's own terms.

    calls       by the name of a function of the reference's, what it is called with by name
    inputs      what the model is called with by position; None for what is absent
    weights     by address, what is assigned before the model runs; an address ends so
    cotangents  by output, what arrives at it
    more        what a kind has besides: states to resume, rates, held-out inputs, batches
    form        how the model is called: ``loss``, ``model``, ``layer``, ``function``, ``module``
    where       how the array is found: ``input``, ``weight`` (its gradient), ``state``, ``returned``, or by kind
    address     where it is kept, and ``part``, which part of that, as NumPy writes it
    several     whether the model returns outputs by name
    """

    kind: str
    label: str
    dtype: str
    seed: int
    mode: str
    calls: dict[str, dict] = field(default_factory=dict)
    inputs: dict[str, np.ndarray | None] = field(default_factory=dict)
    weights: dict[str, np.ndarray] = field(default_factory=dict)
    cotangents: dict[str, np.ndarray] = field(default_factory=dict)
    more: dict[str, Any] = field(default_factory=dict)
    form: str = ""
    where: str = "returned"
    name: str = ""
    address: tuple[str, ...] = ()
    part: str = ""
    several: bool = False
    training: bool = True
    draws: bool = False
    computed_zero: bool = False
    got: np.ndarray | None = None
    expected: np.ndarray | None = None
    tolerance: np.ndarray | None = None

    @property
    def precision(self) -> Precision:
        """The precision in which it is asked."""
        return PRECISIONS[self.dtype]

    @property
    def stored(self) -> str:
        """The dtype of its tensors."""
        return self.precision.stored

    @property
    def held(self) -> str:
        """The dtype of what is read off it."""
        return self.precision.held


def place(
    workshop: Workshop,
    name: str,
    question: Question,
    mode: str,
    label: str,
    given: Answer | None,
    truth: Truth | None,
) -> Placed:
    """Tell a question, an answer and the truth of one array of it in a framework's own terms.

    Without an answer there is the question alone: of a framework that crashes.
    """
    with np.errstate(all="ignore"):
        try:
            framework = workshop.adapter(question, workshop.device, mode)
        except Exception:
            if given is not None:
                raise
            return _unbuilt(workshop, question, mode)
        return _Placing(framework, label).placed(given, truth)


def _unbuilt(workshop: Workshop, question: Question, mode: str) -> Placed:
    """Return what a reference is to build, where that alone raises."""
    reference = question.concept.reference(workshop.adapter.name)
    said = by_name(reference.build, question.offered | dict.fromkeys(BUILT_OF))
    calls = dict(build={name: each for name, each in said.items() if name not in BUILT_OF})
    return Placed(question.kind, "", question.dtype, question.seed, mode, calls=calls, where="build")


class _Placing:
    def __init__(self, framework: Framework, label: str):
        self.framework, self.question, self.label = framework, framework.question, label
        self.concept = self.question.concept

    def placed(self, given: Answer | None, truth: Truth | None) -> Placed:
        question = self.question
        said = Placed(
            self.concept.kind,
            self.label,
            question.dtype,
            question.seed,
            self.framework.mode,
            training=question.settings.get("training", True),
            draws=bool(question.draws),
        )
        said.calls["build"] = self._called("build", dict.fromkeys(BUILT_OF))
        said.form = _form(self.framework.model)
        names = self.framework.input_names
        inputs = dict(zip(names, map(self.framework.array, self.framework.inputs), strict=True))
        said.inputs = inputs if self.concept.kind == "training run" else self._by_place(inputs)
        said.weights = self._weights()
        said.cotangents = {n: self.framework.array(each) for n, each in self.framework.cotangents.items()}
        self._more(said)
        self._find(said)
        if given is not None and truth is not None:
            self._judged(said, given, truth)
        return said

    def _called(self, name: str, others: dict) -> dict:
        function = getattr(self.framework.reference, name)
        said = by_name(function, self.question.offered | others)
        return {key: value for key, value in said.items() if key not in others}

    def _by_place(self, inputs: dict) -> dict:
        placed = self.framework.placed(list(inputs))
        absent = (f"absent{place}" for place in range(len(placed)))
        return {name or next(absent): inputs.get(name) for name in placed}

    def _weights(self) -> dict[str, np.ndarray]:
        """Return what was loaded, by address; a weight that is another's term, too."""
        if self.concept.kind in ("optimizer", "schedule"):
            return {}
        return {
            each: self.framework.array(self.framework.weights()[each]) for each in self.framework.loaded()
        }

    def _more(self, said: Placed) -> None:
        question, framework = self.question, self.framework
        match self.concept.kind:
            case "training run":
                arguments = 1 + len(framework.inputs)
                said.calls["train"] = by_name(framework.reference.train, question.offered, arguments)
                asked = inspect.signature(self.concept.scratch.predict).parameters
                said.more["predicted"] = [name for name in framework.input_names if name in asked]
                said.more["held_out"] = {
                    name: framework.theirs(name, question.held_out[name])
                    for name in said.more["predicted"]
                    if name in question.held_out
                }
            case "optimizer":
                state = {
                    name: question.arrays[name]
                    for name, each in question.arguments.items()
                    if each.optional and name != RATES
                }
                if state:
                    resume = framework.reference.resume
                    said.calls["resume"] = by_name(resume, question.offered | state, positional=1)
                said.more |= dict(
                    state=[name for name in state if name in said.calls.get("resume", {})],
                    starts={name: question.arrays[name] for name in self.concept.descent},
                    gradients={name: question.arrays[of] for name, of in self.concept.descent.items()},
                    rates=question.arrays.get(RATES),
                    averages=hasattr(framework.reference, "averages"),
                )
            case "schedule":
                said.more |= dict(rate=float(question.offered["rate"])) | {
                    name: question.arrays[name] for name in ("step", "loss") if name in question.arrays
                }
            case "metric":
                said.more["batches"] = [(each.start, each.stop) for each in batches(len(framework.inputs[0]))]
                said.more["named"] = isinstance(framework.model, dict)
            case "distribution":
                shape, law = question.case["shape"], self.concept.law
                due = law.distribution(**by_name(law.distribution, question.offered | dict(shape=shape)))
                said.more |= dict(
                    shape=framework.sample_shape,
                    number=law.number(shape),
                    law=due.dist.name,
                    given=due.args,
                    by=due.kwds,
                )
            case _:
                try:
                    said.several = isinstance(framework.forward(), dict)
                except Exception:  # it crashes: that is what is to be shown
                    said.several = len(said.cotangents) > 1

    def _find(self, said: Placed) -> None:
        """Say where the framework has the array of the label."""
        question, name, kind = self.question, self.label, self.concept.kind
        if kind == "operation" and name in question.owed:
            name = question.owed[name][1]
            layout = self.framework.layouts.get(name)
            said.where = "weight" if layout and layout.address else "input"
        elif kind == "training run":
            is_prediction = "prediction" in name
            kept = self.framework.layouts.get(name)
            said.where = "prediction" if is_prediction else "state" if kept and kept.address else "history"
        elif kind == "operation":
            layout = self.framework.layouts.get(name)
            said.where = "state" if layout and layout.address else "returned"
        else:
            said.where = kind
        said.name = name

    def _judged(self, said: Placed, given: Answer, truth: Truth) -> None:
        layout = self.framework.layouts.get(said.name)
        arrays = np.asarray(given[self.label]), truth.expected, truth.tolerance
        if said.where not in ("weight", "state"):
            said.got, said.expected, said.tolerance = (self._theirs(said.name, each) for each in arrays)
        else:
            turned = [
                layout.to(np.broadcast_to(each, arrays[1].shape), **self.question.offered) for each in arrays
            ]
            pieces = list(zip(*map(layout.pieces, turned), strict=True))
            terms = self.framework.places(said.name)
            worst = max(range(len(pieces)), key=lambda place: _off(*pieces[place]))
            said.got, said.expected, said.tolerance = pieces[worst]
            said.address = tuple(term[worst] for term in terms[: 1 if said.where == "weight" else None])
            said.part = _part(
                layout, self.framework.array(self.framework.weights()[said.address[0]]), self.question
            )
        said.computed_zero = not np.any(said.got)

    def _theirs(self, name: str, array: np.ndarray) -> np.ndarray:
        """Return an array in the framework's order; the path of an optimizer has none."""
        return (
            self.framework.theirs(name, array)
            if self.concept.kind in ("operation", "training run")
            else array
        )


def _form(model) -> str:
    """Return how a model is called, by the class that it is of."""
    bases = [f"{each.__module__}.{each.__name__}" for each in type(model).__mro__]
    for form, module, name in (
        ("loss", "keras", "Loss"),
        ("model", "keras", "Model"),
        ("layer", "keras", "Layer"),
        ("module", "torch.nn.modules.module", "Module"),  # on torch a layer of Keras is one, too
    ):
        if any(each.startswith(module) and each.endswith(f".{name}") for each in bases):
            return form
    return "function"


def _off(got, expected, tolerance) -> float:
    far = np.abs(np.asarray(got, "float64") - expected) / tolerance
    return float(np.max(np.where(np.isnan(far), np.inf * (got != expected), far), initial=0.0))


def _part(layout, weight: np.ndarray, question: Question) -> str:
    """Return which part of a weight a layout means, as NumPy writes it; "" for all of it."""
    places = layout.part(np.arange(weight.size).reshape(weight.shape), **question.offered)
    if places.size == weight.size:
        return ""
    first, last = (np.unravel_index(each, weight.shape) for each in (places.flat[0], places.flat[-1]))
    if places.ndim < weight.ndim:
        return f"[{first[0]}]"
    return f"[{', '.join(_span(*each) for each in zip(first, last, weight.shape, strict=True))}]"


def _span(first: int, last: int, size: int) -> str:
    return ":" if (first, last + 1) == (0, size) else f"{first}:{last + 1}"
