"""What every framework shares: run, and bring everything back to scratch's names and layouts."""

import inspect
from abc import abstractmethod
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from itertools import zip_longest
from typing import Any, ClassVar

import numpy as np

from comparisons.errors import Mistake
from comparisons.frameworks.keeper import Keeper
from comparisons.judging.answering import Answer, batches, by_name, named, stacked
from comparisons.judging.question import Question

Tensor = Any
Model = Any

#: The array of an optimizer that is no state to start from: its rate at every step.
RATES = "rates"

#: Kinds of concept that have no weights of their own to train.
UNTRAINED = ("optimizer", "schedule")


class Framework(Keeper):
    """A framework with one question before it: the model is built, its weights are loaded, its inputs are tensors.

    A subclass says how its framework builds, makes a tensor, reads an array, lists and assigns weights, applies and
    differentiates. ``model`` is what ``build`` returned, ``mode`` one of :data:`comparisons.processes.adapters.MODES`.
    """

    name: ClassVar[str]

    def __init__(self, question: Question, device: str = "cpu", mode: str = "eager"):
        self.question, self.device, self.mode = question, device, mode
        self.concept = question.concept
        self.layouts = self.concept.layouts(self.name)
        self.reference = self.concept.reference(self.name)
        self.prepare()
        self.model = self.built()
        self.layouts = {name: layout.among(self.has) for name, layout in self.layouts.items()}
        self.trained = {} if self.concept.kind in UNTRAINED else self.trainable()
        self.load()
        self.inputs = [self.tensor(self.theirs(name, question.arrays[name])) for name in self.input_names]
        cotangents = question.cotangents.items()
        self.cotangents = {name: self.tensor(self.theirs(name, array)) for name, array in cotangents}

    # What a framework says for itself.

    @classmethod
    @abstractmethod
    def devices(cls) -> tuple[str, ...]:
        """Return the devices that this framework finds here: ``cpu``, and ``cuda`` if there is one."""

    @classmethod
    @abstractmethod
    def versions(cls) -> dict[str, str]:
        """Return the versions of the packages that compute."""

    @classmethod
    @abstractmethod
    def use_threads(cls, number: int) -> None:
        """Compute with this many threads from now on."""

    @classmethod
    @abstractmethod
    def use_tf32(cls, used: bool) -> None:
        """Let GPUs round float32 to TF32, of 10 bits, before they multiply, or not: by default some do."""

    @abstractmethod
    def prepare(self) -> None:
        """Set the question's dtype as the default in which models are built."""

    @classmethod
    @abstractmethod
    def place(cls, array: np.ndarray, device: str) -> Tensor:
        """Make a tensor on a device."""

    @classmethod
    @abstractmethod
    def wait(cls, device: str) -> None:
        """Return when the device has finished what it was given."""

    @abstractmethod
    def forward(self) -> Any:
        """Run the model on the inputs; return what it returns."""

    @abstractmethod
    def forward_backward(self) -> tuple[Any, Sequence[Tensor | None], Mapping[str, Tensor | None]]:
        """Run the model and differentiate: what it returns, gradients of the inputs, gradients of trainable weights.

        None stands for a gradient that does not exist.
        """

    @abstractmethod
    def predict(self, inputs: Sequence[Tensor]) -> Tensor:
        """Run the trained model for its predictions."""

    @abstractmethod
    def optimizer(self, build: Callable, weights: Sequence[np.ndarray]) -> tuple[Any, list[Tensor]]:
        """Build the optimizer over weights that start there; return it and the weights."""

    @abstractmethod
    def step(self, gradients: Sequence[Tensor]) -> None:
        """Let the optimizer take one step along a gradient of each weight."""

    @abstractmethod
    def set_rate(self, rate: float) -> None:
        """Let the optimizer take its next steps at another rate."""

    @abstractmethod
    def schedule(self, build: Callable) -> Any:
        """Build the schedule, of an optimizer where it needs one."""

    @abstractmethod
    def rates(self) -> Sequence[float]:
        """Follow the schedule from its start; return its rate at every step, or after every loss, that is asked for."""

    @abstractmethod
    def accumulate(self, inputs: Sequence[Tensor]) -> None:
        """Let the metric see a batch."""

    @abstractmethod
    def value(self) -> Any:
        """Return the metric of all that it has seen: a tensor, or a dict of some by name."""

    @abstractmethod
    def sample(self) -> Tensor:
        """Draw numbers of the shape that is asked for."""

    @abstractmethod
    def in_mode(self, function: Callable) -> Callable:
        """Return a function of this adapter as its mode runs it: compiled, or as it is."""

    @abstractmethod
    def work(self, which: str) -> Callable[[], Any]:
        """Return the function that the clock times, built and compiled as far as can be done before a first call.

        ``which`` is one of the passes of its kind in :mod:`comparisons.declaring.kinds`.
        """

    # What all frameworks share.

    def tensor(self, array: np.ndarray) -> Tensor:
        """Make a tensor on this question's device."""
        return self.place(array, self.device)

    def answer(self) -> Answer:
        """Answer the question, in scratch's names and layouts."""
        answers = {
            "operation": self._operate,
            "training run": self._train,
            "optimizer": self._walk,
            "schedule": self._follow,
            "metric": self._measure,
            "distribution": self._sample,
        }
        answer = answers[self.concept.kind]()
        return replace(answer, drawn=self._drawn(answer.outputs)) if self.question.draws else answer

    def built(self) -> Model:
        """Return what the reference builds."""
        if self.concept.kind == "optimizer":
            starts = [self.question.arrays[name] for name in self.concept.descent]
            optimizer, self.moved = self.optimizer(self._build, starts)
            self._resume(optimizer)
            return optimizer
        return self.schedule(self._build) if self.concept.kind == "schedule" else self._build()

    def drawn(self) -> dict[str, np.ndarray]:
        """Return the weights of a model that is built anew, by scratch's names, as the framework draws them."""
        self.model = self._build()
        return {
            name: self._kept(name, layout)
            for name, layout in self.layouts.items()
            if layout.address and name in self.question.arrays
        }

    def train(self, **changed) -> Mapping:
        """Train the model on the inputs as the reference says, with the question's settings."""
        train, offered = self.reference.train, self.question.offered | changed
        return train(self.model, *self.inputs, **by_name(train, offered, positional=1 + len(self.inputs)))

    def outputs_by_name(self, returned) -> dict[str, Tensor]:
        """Return the outputs to differentiate, by name. Raises Mistake if one is missing or has not scratch's shape."""
        named = returned if isinstance(returned, dict) else dict.fromkeys(self.cotangents, returned)
        for name, cotangent in self.cotangents.items():
            if name not in named:
                raise Mistake(
                    f"{self._where(name)}: the model returns {', '.join(named)}, and not output {name}"
                )
            if tuple(named[name].shape) != tuple(cotangent.shape):
                shapes = f"{tuple(named[name].shape)} where scratch's is {tuple(cotangent.shape)}"
                raise Mistake(
                    f"{self._where(name)}: output {name} has the shape {shapes}, in this framework's layout"
                )
        return named

    def _build(self, **offered) -> Model:
        return self.reference.build(**by_name(self.reference.build, self.question.offered | offered))

    def _resume(self, optimizer) -> None:
        """Let an optimizer start from the state that is given. Raises Mistake if its reference does not say how."""
        given = self.question.arguments.items()
        names = [name for name, each in given if each.optional and name != RATES]
        state = {name: self.tensor(self.question.arrays[name]) for name in names}
        if state:
            resume = getattr(self.reference, "resume", None)
            if resume is None:
                lacking = "has no function 'resume'; optimizers that start from a state need it"
                raise Mistake(f"{self.reference.__name__} {lacking}")
            resume(optimizer, **by_name(resume, self.question.offered | state, positional=1))

    def _operate(self) -> Answer:
        before = self._states()
        returned, inputs, weights = self.in_mode(self.forward_backward)()
        changed = {name: now for name, now in self._states().items() if not np.array_equal(now, before[name])}
        outputs = changed | self._outputs(returned)
        gradients = {}
        for _, name in self.question.owed.values():
            layout = self.layouts.get(name)
            if layout and layout.address:
                addresses = self._resolved(name, layout.address)
                pieces = [self._gradient(weights[each], self.weights()[each]) for each in addresses]
                whole = layout.joined([self._part(layout, piece) for piece in pieces])
                gradients[name] = layout.back(whole, **self.question.offered)
            else:
                place = self.input_names.index(name)
                gradients[name] = self._ours(name, self._gradient(inputs[place], self.inputs[place]))
        return Answer(outputs, gradients)

    def _train(self) -> Answer:
        history = {name: self._series(values) for name, values in self.train().items()}
        names = [name for name in self.question.truth.outputs if "prediction" not in name]
        if strange := sorted(set(history) - set(names)):
            raise Mistake(
                f"{self.concept.name}, {self.name}: train returned {strange}, scratch returns {names}"
            )
        outputs = {name: history[name] if name in history else self._state(name) for name in names}
        outputs["prediction"] = self._prediction(self.question.arrays)
        if self.question.held_out:
            outputs["test_prediction"] = self._prediction(self.question.held_out)
        return Answer(outputs)

    def _prediction(self, arrays) -> np.ndarray:
        asked = inspect.signature(self.concept.scratch.predict).parameters
        inputs = [self.tensor(self.theirs(name, arrays[name])) for name in self.input_names if name in asked]
        return self._ours("prediction", self.array(self.predict(inputs)))

    def _walk(self) -> Answer:
        averages = getattr(self.reference, "averages", None)
        path, step = [], self.in_mode(self.step)
        for gradients, rate in zip_longest(self.gradients(), self.question.arrays.get(RATES, ())):
            if rate is not None:
                self.set_rate(float(rate))
            step(gradients)
            path.append(list(map(self.array, averages(self.model) if averages else self.moved)))
        names = self.concept.descent if len(self.moved) > 1 else ["path"]
        return Answer(dict(zip(names, map(np.stack, zip(*path, strict=True)), strict=True)))

    def _follow(self) -> Answer:
        return Answer(dict(rates=self._series(self.rates())))

    def _measure(self) -> Answer:
        values = []
        for batch in batches(len(self.inputs[0])):
            self.accumulate([each[batch] for each in self.inputs])
            values.append({name: self.array(each) for name, each in named(self.value()).items()})
        return Answer(stacked(values))

    def _sample(self) -> Answer:
        shape = self.question.case["shape"]
        draws = [self._ours("w", self.array(self.sample())) for _ in range(self.concept.law.number(shape))]
        return Answer({}, drawn=dict(w=np.stack(draws)))

    def _drawn(self, outputs: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
        """Read what was drawn for these outputs back from them, and what is drawn for others."""
        return self.question.read_draws(outputs, self._outputs(self.forward()))

    @property
    def sample_shape(self) -> tuple[int, ...]:
        """The shape of what is drawn from a distribution, in this framework's order."""
        return self.theirs("w", np.empty(self.question.case["shape"])).shape

    def _outputs(self, returned) -> dict[str, np.ndarray]:
        names = [name for name in self.question.truth.outputs if name not in self.nowhere]
        named = returned if isinstance(returned, dict) else {names[0]: returned}
        if strange := sorted(set(named) - set(names)):
            raise Mistake(
                f"{self.concept.name}, {self.name}: the model returned {strange}, scratch returns {names}"
            )
        return {
            name: self._ours(name, self.array(named[name])) if name in named else self._state(name)
            for name in names
        }
