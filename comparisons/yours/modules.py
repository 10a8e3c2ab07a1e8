"""A torch module or function, a Keras layer, model, loss or optimizer answers: through the framework's own adapter.

What a person wrote stands where the concept's reference stands, in a concept whose layouts are theirs. So weights are
loaded, gradients taken and optimizers stepped by the very code that asks the references.
"""

import copy
from collections.abc import Callable
from dataclasses import dataclass, fields
from types import SimpleNamespace
from typing import Any

import numpy as np

from comparisons.declaring.concept import Concept
from comparisons.declaring.kinds import KINDS
from comparisons.frameworks.keeper import Misfit
from comparisons.judging.question import Question
from comparisons.processes.adapters import adapter
from comparisons.yours.fit import NOWHERE, Fit, in_concept
from comparisons.yours.guarding import Failed
from comparisons.yours.implementation import Implementation
from comparisons.yours.returned import chosen, shape, sorted_out
from comparisons.yours.said import Said


@dataclass(frozen=True)
class Theirs(Concept):
    """A concept in which a person's implementation stands in the place of a framework's reference."""

    build: Callable | None = None

    def reference(self, framework: str) -> SimpleNamespace:
        """Return what stands for the module of a reference: how it is built, and trained as the reference is."""
        more = {}
        if "train" in KINDS[self.kind].needs:
            more["train"] = super().reference(framework).train
        return SimpleNamespace(build=self.build, __name__="yours", **more)


class Module:
    """A thing of PyTorch or Keras with one question before it."""

    def __init__(self, question: Question, implementation: Implementation, fit: Fit):
        self.question, self.implementation, self.fit = question, implementation, fit
        self.adapter = adapter(implementation.whose)
        self.places: dict = {}  # which of what was returned is which output
        concept = question.concept
        self.inputs = [name for name in concept.arguments if name in fit.given and name not in concept.draws]
        layouts = dict(fit.layouts)
        if concept.kind == "operation":
            apart = {*self.inputs, *layouts, *concept.draws}
            layouts |= {name: NOWHERE for name in concept.arguments if name not in apart}
            layouts |= {name: NOWHERE for name in fit.absent if name not in layouts}
        values = {each.name: getattr(concept, each.name) for each in fields(Concept)}
        question.truth, question.cotangents  # noqa: B018  found once, whoever answers
        theirs = Theirs(**values | {implementation.whose: layouts}, build=self._builder())
        self.asked = in_concept(question, theirs)

    def framework(self):
        """Return the adapter with the question before it: the model is built, its weights are loaded."""
        framework = self.adapter(self.asked)
        there = framework.cotangents.items()
        framework.cotangents = {name: each for name, each in there if name not in self.fit.absent}
        return framework

    def answer(self) -> Said:
        """Answer the question. Raises Mistake, or whatever the code raises."""
        framework = self.framework()
        answer = framework.answer()
        unchecked = frozenset()
        if self.question.kind == "operation":
            unchecked = frozenset(name for name in self.question.truth.outputs if name not in answer.outputs)
        return Said(answer, unchecked=unchecked, by_machine=self.question.kind == "operation")

    def probe(self) -> dict[str, np.ndarray]:
        """Return the outputs alone."""
        framework = self.framework()
        if self.question.kind != "operation":
            return framework.answer().outputs
        returned = framework.forward()
        layout = {name: self.fit.layout(name) for name in returned}
        return {
            name: layout[name].back(framework.array(each), **self.question.offered)
            for name, each in returned.items()
        }

    def weights(self) -> tuple[dict[str, np.ndarray], set[str]]:
        """Return what the model keeps, by address, as it is built for this question, and which of it is trained."""
        bare = self.adapter.__new__(self.adapter)
        bare.question, bare.device = self.asked, "cpu"
        bare.prepare()
        bare.model = self.asked.concept.build()
        prefix = "yours." if self.implementation.whose == "pytorch" else ""
        arrays = {each.removeprefix(prefix): bare.array(weight) for each, weight in bare.weights().items()}
        return arrays, {each.removeprefix(prefix) for each in bare.trainable()}

    def _builder(self) -> Callable:
        """Return what stands for ``build`` of a reference."""
        make = self._made
        if self.question.kind == "optimizer" and self.implementation.whose == "pytorch":

            def build(parameters):
                return make(parameters)
        elif self.question.kind == "schedule" and self.implementation.whose == "pytorch":

            def build(optimizer):
                return make(optimizer)
        elif self.question.kind == "operation":

            def build():
                return self._wrapped()
        else:

            def build():
                return make()

        return build

    def _made(self, *first: Any) -> Any:
        thing = self.implementation
        if not (thing.is_class or thing.build):
            return thing.thing(*first) if first else fresh(thing.thing, self.question.dtype)
        names = list(thing.constructed)
        own = dict(zip(names, first, strict=False))
        own |= {theirs: self._own(ours) for ours, theirs in self._constructed().items() if theirs not in own}
        return thing.made(self.question.offered, self.question.sizes, **own)

    def _constructed(self) -> dict[str, str]:
        """Return the arrays that go to the constructor, as a loss's weights of classes do."""
        given = self.fit.given.items()
        thing = self.implementation
        return {
            ours: theirs
            for ours, theirs in given
            if ours in self.question.arrays and theirs in thing.constructed and theirs not in thing.called
        }

    def _own(self, name: str) -> Any:
        return self.adapter.place(self.fit.layout(name).to(self.question.arrays[name]), "cpu")

    def _wrapped(self) -> Any:
        """Return the model in a form that is called with our inputs in our order and returns outputs by our names."""
        model = self._made()
        wrap = _of_pytorch if self.implementation.whose == "pytorch" else _of_keras
        wrapped = wrap(model, lambda called, *inputs: self._call(called, inputs))
        if self.implementation.whose == "keras" and hasattr(model, "built") and not model.built:
            names = [name for name in self.inputs if name in self.question.arrays]
            self._call(model, [self._own(n) if n in names else None for n in self.inputs])
        return wrapped

    def _call(self, model: Callable, inputs) -> dict[str, Any]:
        thing = self.implementation
        if thing.is_a("Functional", "Sequential"):
            there = [each for each in inputs if each is not None]
            if len(there) != len(model.inputs):
                raise Misfit(f"{thing.name}: it has {len(model.inputs)} inputs, here are {len(there)}")
            training = self.question.settings.get("training", True)
            return self._named(model(there if len(there) > 1 else there[0], training=training))
        ours = dict(zip(self.inputs, inputs, strict=False))
        given = {self.fit.given[name]: each for name, each in ours.items() if each is not None}
        places = [
            name
            for name, each in thing.called.items()
            if each.kind not in (each.VAR_POSITIONAL, each.VAR_KEYWORD)
        ]
        for name in places:
            absent = name in self.fit.given.values() and name not in given
            if absent and thing.called[name].default is thing.called[name].empty:
                given[name] = None
        settings = {
            theirs: self.question.settings[name]
            for name, theirs in self.fit.settings.items()
            if theirs in places and name != "training"
        }
        if "training" in thing.called:
            settings["training"] = self.question.settings.get("training", True)
        leading = []
        for name in places:
            if name not in given:
                break
            leading.append(given.pop(name))
        return self._named(model(*leading, **given, **settings))

    def _named(self, value: Any) -> dict[str, Any]:
        returned = sorted_out(value, self.question.truth.outputs, ()).values
        truth = {n: a for n, a in self.question.truth.outputs.items() if n not in self.fit.layouts}
        truth |= {
            n: a
            for n, a in self.question.truth.outputs.items()
            if n in returned or n in self.question.cotangents
        }
        places = self.fit.outputs
        if not places or not any(key in returned for key in places.values()):
            theirs = lambda name, array: self.fit.layout(name).to(array, **self.question.offered)  # noqa: E731
            places = chosen({key: self._read(each) for key, each in returned.items()}, truth, theirs)
        self.places = places
        named = {name: returned[key] for name, key in places.items() if key in returned}
        for name, each in named.items():
            right = self.fit.layout(name).to(self.question.truth.outputs[name], **self.question.offered).shape
            if shape(each) != right:
                raise Failed(f"returned {name} of the shape {shape(each)} where it is {right}")
        return named

    @staticmethod
    def _read(value: Any) -> np.ndarray:
        value = value.detach() if hasattr(value, "detach") else value
        return np.asarray(value)


def fresh(thing: Any, dtype: str) -> Any:
    """Return an instance that no earlier question has left its traces in, and of this dtype, if it can be made."""
    if hasattr(thing, "state_dict") and hasattr(thing, "forward"):
        import torch

        return copy.deepcopy(thing).to(getattr(torch, dtype))
    if hasattr(thing, "get_config") and hasattr(type(thing), "from_config") and _is_optimizer(thing):
        return type(thing).from_config(thing.get_config())
    return thing


def _is_optimizer(thing: Any) -> bool:
    return any(each.__name__ == "Optimizer" for each in type(thing).__mro__)


def _of_pytorch(model: Any, call: Callable) -> Any:
    from torch import nn

    if not isinstance(model, nn.Module):
        return lambda *inputs: call(model, *inputs)

    class Wrapped(nn.Module):
        def __init__(self):
            super().__init__()
            self.yours = model

        def forward(self, *inputs):
            return call(self.yours, *inputs)

    return Wrapped()


class _Kept:
    """A Keras layer as a function, with the weights that it keeps."""

    def __init__(self, layer: Any, call: Callable):
        self.layer, self._call = layer, call

    def __call__(self, *inputs):
        return self._call(self.layer, *inputs)

    @property
    def weights(self) -> list:
        return getattr(self.layer, "weights", [])

    @property
    def trainable_weights(self) -> list:
        return getattr(self.layer, "trainable_weights", [])


def _of_keras(model: Any, call: Callable) -> Any:
    return _Kept(model, call)
