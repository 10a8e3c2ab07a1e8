"""Code that stands by itself answers: a function or a class of NumPy, or whoever's own loop over training."""

import inspect
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from comparisons.declaring.layout import Layout
from comparisons.judging.answering import Answer, batches, by_name, stacked
from comparisons.judging.question import Question
from comparisons.yours.fit import Fit
from comparisons.yours.guarding import Failed
from comparisons.yours.implementation import Implementation
from comparisons.yours.returned import Returned, chosen, sorted_out
from comparisons.yours.said import Said

#: Generators of random numbers, as people call them.
RANDOM = ("rng", "generator", "random_state", "rs", "gen")


class ByHand:
    """An implementation that stands by itself, with one question before it.

    ``place`` makes of an array what it takes, ``read`` an array of what it returns.
    """

    def __init__(
        self,
        question: Question,
        implementation: Implementation,
        fit: Fit,
        place: Callable[[np.ndarray], Any] = np.array,
        read: Callable[[Any], np.ndarray] = np.asarray,
    ):
        self.question, self.implementation, self.fit = question, implementation, fit
        self.place, self.read = place, read
        self.sizes = question.offered  # of axes that a layout splits
        self.notes: list[str] = []
        self.places: dict = {}  # which of what was returned is which output

    def answer(self) -> Said:
        """Answer the question. Raises Failed, or whatever the code raises."""
        kinds = {
            "operation": self._operate,
            "training run": self._train,
            "optimizer": self._walk,
            "schedule": self._follow,
            "metric": self._measure,
            "distribution": self._sample,
        }
        answer, unchecked = kinds[self.question.kind]()
        return Said(answer, unchecked=frozenset(unchecked), notes=tuple(self.notes))

    def probe(self) -> dict[str, np.ndarray]:
        """Return the outputs alone."""
        if self.question.kind != "operation":
            return self.answer().answer.outputs
        model = self._instance()
        names = [name for name in self.question.truth.outputs if name not in self.question.draws]
        return self._outputs(self._returned(self._called(model), model), names)

    def _operate(self):
        question, model = self.question, self._instance()
        returned = self._returned(self._called(model), model)
        names = [name for name in question.truth.outputs if name not in question.draws]
        outputs = self._outputs(returned, names)
        unchecked = [name for name in names if name not in outputs]
        drawn = self._drawn(outputs, model) if question.draws else {}
        gradients = self._gradients(returned, model)
        unchecked += [label for label, (_, name) in question.owed.items() if name not in gradients]
        return Answer(outputs, gradients, drawn), unchecked

    def _train(self):
        question = self.question
        returned = self._returned(self._called(self._instance()))
        names = [name for name in question.truth.outputs if "prediction" not in name]
        outputs = self._outputs(returned, names)
        predict = question.concept.scratch.predict
        known = question.arrays | {n: outputs[n] for n in names if n in outputs} | question.settings
        trained = [name for name in by_name(predict, known) if name in names]
        if all(name in outputs for name in trained):
            given = by_name(predict, known)
            outputs["prediction"] = np.asarray(predict(**given))
            if question.held_out:
                held = {n: a.astype(question.arrays[n].dtype) for n, a in question.held_out.items() if n in given}
                outputs["test_prediction"] = np.asarray(predict(**given | held))
        return Answer(outputs), [name for name in question.truth.outputs if name not in outputs]

    def _walk(self):
        question, model = self.question, self._instance()
        if callable(getattr(model, "step", None)) or "gradients" not in self.fit.given:
            raise Failed("is no function of w and all gradients; give one that takes its steps itself")
        returned = self._returned(self._called(model))
        outputs = self._outputs(returned, list(question.truth.outputs))
        return Answer(outputs), [name for name in question.truth.outputs if name not in outputs]

    def _follow(self):
        right = self.question.truth.outputs["rates"]
        model = self._instance()
        try:
            rates = self._array(self._called(model), "rates")
        except Exception:  # one that takes a step at a time cannot take all
            rates = None
        if rates is None or rates.shape != right.shape:
            name = "step" if "step" in self.question.arrays else "loss"
            rates = np.stack(
                [self._array(self._called(model, {name: each}), "rates") for each in self.question.arrays[name]]
            )
        return Answer(dict(rates=rates)), []

    def _measure(self):
        values, samples = [], len(next(iter(self.question.arrays.values())))
        names = list(self.question.truth.outputs)
        for batch in batches(samples):
            seen = {name: array[: batch.stop] for name, array in self.question.arrays.items()}
            returned = self._returned(self._called(self._instance(), seen))
            values.append(self._outputs(returned, names, {name: self.question.truth.outputs[name][-1] for name in names}))
        known = [name for name in names if all(name in each for each in values)]
        return Answer(stacked([{n: each[n] for n in known} for each in values])), [n for n in names if n not in known]

    def _sample(self):
        shape, law = self.question.case["shape"], self.question.concept.law
        generator, takes = self.question.rng("w"), self.implementation.called
        np.random.seed(self.question.seed)
        more = {name: generator for name in takes if name in RANDOM}
        names = [name for name in takes if name not in RANDOM and name not in self.fit.settings.values()]
        if not names:
            raise Failed("takes no shape")
        more[names[0]] = shape
        draws = [self._array(self.implementation.thing(**more | self._settings()), "w") for _ in range(law.number(shape))]
        return Answer({}, drawn=dict(w=np.stack(draws))), []

    # What is given, and what comes back.

    def _instance(self) -> Any:
        """Return what is called: the function, or an instance with the weights where the fit says that it keeps them."""
        thing = self.implementation
        if thing.is_function:
            return thing.thing
        arrays = {theirs: self._theirs(ours) for ours, theirs in self.fit.given.items() if ours in self.question.arrays}
        own = {name: array for name, array in arrays.items() if name in thing.constructed}
        model = thing.made(self.question.offered, self.question.sizes, **own)
        for name, text in self.fit.layouts.items():
            layout = Layout.parse(text)
            if layout.address and name in self.question.arrays:
                put(model, layout, self._theirs(name), self.question.offered)
        return model

    def _settings(self) -> dict[str, Any]:
        """Return the settings that a call takes, by their names there."""
        taken: dict[str, Any] = {}
        for ours, theirs in self.fit.settings.items():
            if theirs in self.implementation.called:
                taken.setdefault(theirs, []).append(self.question.settings[ours])
        return {name: values[0] if len(values) == 1 else tuple(values) for name, values in taken.items()}

    def _called(self, model: Any, changed: Mapping[str, np.ndarray] | None = None) -> Any:
        """Call it with the arrays by its own names; note what it changes."""
        arrays = {**self.question.arrays, **(changed or {})}
        given = {
            theirs: self._theirs(ours, arrays[ours])
            for ours, theirs in self.fit.given.items()
            if ours in arrays and theirs in self.implementation.called
        }
        absent = [theirs for ours, theirs in self.fit.given.items() if ours not in arrays]
        for name, each in self.implementation.called.items():
            if name in absent and each.default is each.empty:
                given[name] = None
        for name, cotangent in self._cotangents().items():
            for known in (f"d{name}", "dout", "grad_output", "upstream"):
                if known in self.implementation.called and known not in given:
                    given[known] = cotangent
                    break
        before = {name: np.array(self.read(array)) for name, array in given.items() if array is not None}
        result = self._forward(model, given | self._settings())
        for name, array in before.items():
            if not np.array_equal(self.read(given[name]), array, equal_nan=array.dtype.kind == "f"):
                self.notes.append(f"changes its argument {name}")
        return result

    def _forward(self, model: Any, given: dict[str, Any]) -> Any:
        call = model
        if not self.implementation.is_function:
            call = getattr(model, "forward", None) or model
        places = self.implementation.called
        by_place = []
        for name, each in places.items():
            if each.kind is each.POSITIONAL_ONLY and name in given:
                by_place.append(given.pop(name))
        return call(*by_place, **given)

    def _theirs(self, name: str, array: np.ndarray | None = None) -> Any:
        """Return an array as the implementation takes it; one of its own, which it may change."""
        array = self.question.arrays[name] if array is None else array
        return self.place(np.array(self.fit.layout(name).to(np.asarray(array), **self.sizes)))

    def _cotangents(self) -> dict[str, Any]:
        return {
            name: self.place(np.array(self.fit.layout(name).to(array, **self.sizes)))
            for name, array in self.question.cotangents.items()
            if self.fit.outputs is None or name in self.fit.outputs
        }

    def _returned(self, value: Any, model: Any = None) -> Returned:
        names = [each for label, (_, name) in self.question.owed.items() for each in self._names_of_gradient(label, name)]
        return sorted_out(value, names)

    def _outputs(self, returned: Returned, names: list[str], right: Mapping[str, np.ndarray] | None = None) -> dict:
        """Return the outputs by our names and in our layouts."""
        right = right or {name: self.question.truth.outputs[name] for name in names}
        values = {key: self.read(value) for key, value in returned.values.items()}
        places = self.fit.outputs
        if places is None:
            places = chosen(values, right, lambda n, a: self.fit.layout(n).to(a, **self.sizes))
        self.places = places
        return {name: self._array(values[key], name) for name, key in places.items() if key in values and name in right}

    def _array(self, value: Any, name: str) -> np.ndarray:
        """Return what was returned in our layout and in the dtype that was asked; note if it had another."""
        array = np.asarray(self.read(value))
        if array.dtype.kind not in "fiub":
            raise Failed(f"returned {array.dtype} for {name}")
        if array.dtype != self.question.dtype:
            if array.dtype.kind == "f" and array.ndim:
                self.notes.append(f"returns {array.dtype} where {self.question.dtype} is given")
            array = array.astype(self.question.dtype)
        try:
            return np.asarray(self.fit.layout(name).back(array, **self.sizes))
        except Exception:  # of another shape, which the judge says
            return array

    # The way back.

    def _gradients(self, returned: Returned, model: Any) -> dict[str, np.ndarray]:
        """Return the gradients by our names; none where there is no way back."""
        owed = {label: name for label, (_, name) in self.question.owed.items()}
        made = returned.gradients
        if returned.backward is not None:
            made = self._back(returned.backward)
        elif callable(getattr(model, "backward", None)) and not self.implementation.is_function:
            made = self._back(model.backward)
        elif made is None:
            made = self._beside(returned)
        found = {}
        by_order = [name for name in self._order() if name in owed.values()]
        if isinstance(made, tuple | list):
            made = {f"d{name}": each for name, each in self._in_order(by_order, list(made)).items()}
        elif made is not None and not isinstance(made, Mapping):
            made = {f"d{by_order[0]}": made} if by_order else {}
        for label, name in owed.items():
            for source in (made or {}, _kept_gradients(model) if not self.implementation.is_function else {}):
                each = next((source[key] for key in self._names_of_gradient(label, name) if key in source), None)
                if each is not None:
                    found[name] = self._array(each, name)
                    break
        return found

    def _back(self, backward: Callable) -> Any:
        cotangents = self._cotangents()
        wanted = [
            name for name, each in _positional(backward).items() if each.default is each.empty
        ]
        if {f"d{name}" for name in cotangents} >= set(wanted) and wanted:
            return backward(**{name: cotangents[name.removeprefix("d")] for name in wanted})
        return backward(*list(cotangents.values())[: len(wanted) or None])

    def _beside(self, returned: Returned) -> dict | None:
        """Return gradients that are returned beside a single number, as ``loss, dz``, for the gradient that arrives."""
        (first, *others) = self.question.truth.outputs.items()
        if others or np.ndim(first[1]) or len(returned.values) < 2:
            return None
        arriving = next(iter(self.question.cotangents.values()))
        extra = [self.read(value) for value in list(returned.values.values())[1:]]
        names = [name for name in self._order() if ("gradient", name) in self.question.owed.values()]
        matching = self._in_order(names, extra)
        return {f"d{name}": arriving * each for name, each in matching.items()} or None

    def _in_order(self, names: list[str], made: list) -> dict[str, Any]:
        """Return gradients by our names: in order where the shapes fit, else each to the first that it fits."""
        shapes = {name: np.shape(self.read(self._theirs(name))) for name in names}
        if len(made) == len(names) and all(
            each is None or np.shape(each) == shapes[name] for name, each in zip(names, made, strict=True)
        ):
            return dict(zip(names, made, strict=True))
        found = {}
        for each in made:
            fits = [name for name in names if name not in found and np.shape(each) == shapes[name]]
            if each is not None and fits:
                found[fits[0]] = each
        return found or dict(zip(names, made, strict=False))

    def _order(self) -> list[str]:
        """Return our arrays in the order in which the implementation takes them."""
        there = {theirs: ours for ours, theirs in self.fit.given.items() if ours in self.question.arrays}
        return [there[name] for name in self.implementation.takes if name in there]

    def _names_of_gradient(self, label: str, name: str) -> list[str]:
        theirs = [self.fit.given.get(name), self.fit.layout(name).address.rpartition(".")[2] or None, name]
        forms = ("d{}", "d_{}", "grad_{}", "{}_grad", "grad{}", "{}")
        return [label, *(form.format(each) for each in theirs if each for form in forms)]

    def _drawn(self, outputs: dict, model: Any) -> dict[str, np.ndarray]:
        """Read what it drew itself back from its outputs, and what it draws for others."""
        names = list(self.question.truth.outputs)
        both = outputs, self._outputs(self._returned(self._called(model)), names)
        known = self.question.offered | self.question.arrays
        return {
            name: np.stack([draw.read(**by_name(draw.read, known | each)) for each in both])
            for name, draw in self.question.draws.items()
        }


def put(model: Any, layout: Layout, array: Any, sizes: Mapping[str, Any]) -> None:
    """Put an array where an object keeps it: an attribute, or an entry of a dict that is one. Raises Failed."""
    *path, last = layout.address.split(".")
    holder = model
    for part in path:
        holder = holder[part] if isinstance(holder, Mapping) else getattr(holder, part, None)
    have = holder.get(last) if isinstance(holder, Mapping) else getattr(holder, last, None)
    if have is None:
        raise Failed(f"keeps no {layout.address}")
    if layout.index is None:
        array = np.array(array)
        holder.__setitem__(last, array) if isinstance(holder, dict) else setattr(holder, last, array)
    else:
        layout.part(have)[...] = array


def kept(model: Any) -> dict[str, np.ndarray]:
    """Return the arrays that an object keeps: its attributes, and what dicts among these hold, by address."""
    found = {}
    for name, value in getattr(model, "__dict__", {}).items():
        if isinstance(value, np.ndarray):
            found[name] = value
        elif isinstance(value, Mapping):
            found |= {f"{name}.{key}": each for key, each in value.items() if isinstance(each, np.ndarray)}
    return found


def _kept_gradients(model: Any) -> dict[str, np.ndarray]:
    return {address.rpartition(".")[2]: array for address, array in kept(model).items()} | {
        f"d{key}": each
        for name in ("grads", "gradients", "grad")
        if isinstance(getattr(model, name, None), Mapping)
        for key, each in getattr(model, name).items()
    }


def _positional(function: Callable) -> dict:
    try:
        parameters = inspect.signature(function).parameters
    except (TypeError, ValueError):
        return {}
    return {n: p for n, p in parameters.items() if p.kind in (p.POSITIONAL_ONLY, p.POSITIONAL_OR_KEYWORD)}
