"""Two models are aligned: PyTorch runs once, and Keras runs fed with what PyTorch's layers return.

Whenever Keras calls a layer its partner is found, and the layer is held against it on PyTorch's own input; what flows
on is PyTorch's output. So every layer, and every piece of glue between layers, is given the same numbers in both
models, an early error does not smear later ones, and one run tells of all of them.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import keras
import numpy as np
import tensorflow as tf

from comparisons.aligning import findings as of
from comparisons.aligning import forms, glue, kinds, law, loose, relations, weights
from comparisons.aligning.arrivals import arrivals
from comparisons.aligning.calls import Call, Record
from comparisons.aligning.findings import Findings
from comparisons.aligning.holding import hold, skip
from comparisons.aligning.keras_calls import Watch
from comparisons.aligning.layers import Met
from comparisons.aligning.pairing import Fit, Graph, alike, depth, marks, nearness
from comparisons.aligning.relations import SAME, Relation
from comparisons.aligning.reshaped import columns
from comparisons.judging.precision import ALLOWED
from comparisons.processes.memory import give_back

#: What a layer's partner that is another's may be the cause of.
_OF_PAIRING = (of.GLUE, of.UNPAIRED, of.UNSEEN)


class Alignment:
    """One run of Keras, fed. ``record`` is PyTorch's, ``free`` that of Keras when nobody fed it.

    ``chosen`` are partners that are settled before, by the number of the layer's call in Keras. A ``light`` run judges
    glue alone.
    """

    def __init__(
        self,
        model: Any,
        record: Record,
        free: Record,
        ported: bool,
        weightless: tuple[list[loose.Loose], list[str]],
        whole_attention: bool,
        chosen: Mapping[int, int] | None = None,
        light: bool = False,
    ):
        self.model, self.record, self.ported, self.chosen = model, record, ported, dict(chosen or {})
        self.unfed, self.found = free, Findings()
        self.graphs = Graph(record, weights.of_module), Graph(free, weights.of_layer)
        mere = {each.name for each in weightless[0]}  # weights in Keras, and no layers
        self.tables = [call for call in record.layers if f"{call.name}.weight" in mere]
        self.left = [call for call in record.layers if call not in self.tables]
        self.partners: dict[Any, Call] = {}
        self.met: list[Met] = []
        self.choices: dict[int, list[int]] = {}
        arrays = [*record.inputs, *(each for call in record.calls for each in call.inputs + call.outputs)]
        self.flats = list({each.shape[1:] for each in arrays if each.ndim in (3, 4, 5)})
        self.second = any(getattr(call.what, "batch_first", True) is False for call in record.layers)
        self.glue = glue.Glue(record, self.flats, self.found)
        self.count = self.sound = 0
        self.fault: Exception | None = None
        self.loose, self.found.notes = weightless[0], [*weightless[1]]
        self.whole_attention, self.light = whole_attention, light

    @property
    def complete(self) -> bool:
        """Whether all layers were paired and Keras came to its end."""
        lacks = any(each.what in (of.UNPAIRED, of.UNSEEN) for each in self.found.findings)
        return bool(self.watch.record.made) and not lacks

    @property
    def clean(self) -> bool:
        """Whether every piece that was seen returns the same."""
        parts = (each for each in self.found.findings if each.what in (of.GLUE, of.LAYER, of.WEIGHTS))
        return self.complete and all(each.what == of.WEIGHTS and np.isfinite(each.far) for each in parts)

    @property
    def quality(self) -> tuple:
        """What tells the better of two alignments: how far glue agrees, how much is proven, how little diverges."""
        findings = [each for each in self.found.findings if each.what in _OF_PAIRING]
        return self.sound, -sum(not each.proven for each in findings), -len(findings)

    def doubted(self) -> list[tuple[int, int]]:
        """Return other partners that layers before the first divergence may have: (number of the call, PyTorch's)."""
        if not any(each.what in _OF_PAIRING for each in self.found.findings):
            return []
        return [
            (number, other)
            for number, others in sorted(self.choices.items(), reverse=True)
            if number <= self.sound
            for other in others[1:]
        ]

    def load(self) -> None:
        """Give Keras's layers PyTorch's weights."""
        for met in self.met:
            met.loads()
        for each in self.loose:
            each.weight.assign(each.right)

    def forget(self) -> None:
        """Let go of the arrays of all layers and glue: beside both models as a whole they would be too many."""
        self.watch.tensors = self.glue = None
        for call in self.record.calls + self.watch.record.calls:
            call.inputs, call.outputs, call.run = [], [], None
        for met in self.met:
            met.args, met.kwargs, met.inputs = (), {}, []
        give_back()

    @property
    def dtype(self) -> str:
        """The coarsest dtype in which a layer of PyTorch computes."""
        return law.coarser("float32", *(call.dtype for call in self.record.layers))

    def run(self, inputs: Sequence[np.ndarray]) -> Findings:
        """Run Keras on inputs in its own order; return what is found."""
        loose.judge(self.loose, self.found, self.ported)
        self.watch = Watch(self._feed, whole_attention=self.whole_attention)
        self.glue.keras = self.watch.record
        try:
            self.watch.run(self.model, [tf.constant(each) for each in inputs])
        except (ValueError, TypeError, tf.errors.OpError) as error:
            if self.fault:
                raise self.fault from None
            self._stopped(error)
            return self.found
        finally:
            self.found.number = None
        for number, array in enumerate(self.watch.record.outputs):
            if number < len(self.record.outputs):
                name = "the output" if len(self.record.outputs) == 1 else f"output {number}"
                other, tensor = self.record.outputs[number], self.watch.record.made[number]
                ways = relations.of_output(array, other, self.second)
                self.glue.judge(name, array, tensor, other, self.record.made[number], name, ways)
        if len(self.watch.record.outputs) != len(self.record.outputs):
            said = (
                f"Keras returns {len(self.watch.record.outputs)} arrays, PyTorch {len(self.record.outputs)}"
            )
            self.found.add(of.GLUE, "the output", "the output", np.inf, said, True)
        for call in self.left:
            self.found.add(of.UNPAIRED, "", call.name, np.inf, "Keras has no such layer", False)
        return self.found

    def _stopped(self, error: Exception) -> None:
        plain = re.sub(r"\x1b\[\d*m", "", str(error)).splitlines()
        lines = [
            line.strip() for line in plain if line.strip() and not line.startswith("Exception encountered")
        ]
        text = lines[0] if lines else type(error).__name__
        last = self.watch.record.calls[-1].name if self.watch.record.calls else "the input"
        self.found.add(
            of.UNSEEN,
            f"what follows {last}",
            "",
            np.inf,
            f"Keras cannot go on with PyTorch's numbers: {text[:200]}",
        )

    def _feed(self, call: Call, run: Callable, args: tuple, kwargs: dict):
        """Hold a layer of Keras against its partner; return what PyTorch's returned, in Keras's form."""
        number = self.found.number = self.count
        self.count += 1
        if not any(each.what in _OF_PAIRING for each in self.found.findings):
            self.sound = number
        is_loose = any(each.weight is weight for each in self.loose for weight in call.what.weights)
        fits = [] if is_loose else self._fits(number, call, arrivals(call, args, kwargs))
        if not fits:
            if not is_loose:  # a table that PyTorch holds as a mere parameter is seen by what it gives
                self.found.add(of.UNPAIRED, call.name, "", np.inf, "PyTorch has no such layer left")
            returned = run(*args, **kwargs)
            self.watch.finish(call, returned)
            return returned
        try:
            return self._met(number, call, fits, run, args, kwargs)
        except Exception as error:
            self.fault = error  # it is ours, not one of Keras's that it cannot go on
            raise

    def _met(self, number: int, call: Call, fits: list[Fit], run: Callable, args: tuple, kwargs: dict):
        """Hold a layer against the best of those that may be its partner; return what flows on."""
        layer, given = call.what, arrivals(call, args, kwargs)
        partner = self._chosen(number, fits)
        self.left.remove(partner)
        self.partners.setdefault(layer, partner)
        if self.partners[layer].what is not partner.what:
            self.found.add(
                of.WEIGHTS, call.name, partner.name, np.inf,
                f"Keras uses one layer for {self.partners[layer].name} and {partner.name} of PyTorch", True,
            )  # fmt: skip
        others = [
            each for each, call in self.partners.items() if call.what is partner.what and each is not layer
        ]
        if others:
            why = f"PyTorch uses one layer for {others[0].name} and {layer.name} of Keras, which part in training"
            self.found.add(of.TRAINING, call.name, partner.name, 0.0, why, True)
        self.glue.left = [*self.left, *self.tables]
        pairs = self._inputs(call, partner, given)
        relation = pairs[0][1]
        if call.kind == "dense" and number < len(self.graphs[1].layers):
            mine = self.graphs[1].layers[number]
            relation = replace(relation, columns=columns(self.record, partner, self.unfed, mine))
        met = Met(call, partner, run, args, kwargs, [way.to(array) for array, way in pairs], relation)
        met.places = [each.place for each in given]
        self.met.append(met)
        activation = getattr(layer, "activation", None) if kinds.FAMILIES[call.kind].fused else None
        if activation is not None:
            layer.activation = keras.activations.linear
        try:
            out = skip(met) if self.light else hold(met, self.found, self.ported, self._others(met))
        finally:
            if activation is not None:
                layer.activation = activation
            met.forget()
        self.watch.finish(call, out)
        if activation is None or activation is keras.activations.linear:
            return out
        name = f"{call.name} (activation={getattr(activation, '__name__', activation)})"
        return self.watch.within(name, activation, out)

    # Who is whose partner

    def _fits(self, number: int, call: Call, given: list) -> list[Fit]:
        """Return the calls of PyTorch that may be a layer's partner, the best first."""
        theirs, ours = self.graphs
        mine = ours.layers[number] if number < len(ours.layers) else None
        known = self.partners.get(call.what)
        calls = [
            each for each in self.left if each.kind == call.kind or kinds.of_one_pixel(each.what, call.what)
        ]
        if known and any(each.what is known.what for each in calls):
            calls = [each for each in calls if each.what is known.what]
        same = [each for each in calls if mine is None or theirs.size[each] == ours.size[mine]]
        held = set(marks(weights.of_layer(call.what))) if self.ported else set()
        fits = []
        for place, each in enumerate(same or calls):
            far, way = relations.best(
                given[0].array, each.inputs[0], self._ways(call, each, given[0].array.shape), call.dtype
            )
            exact = far <= ALLOWED * 4
            near = (1.0, 0.0) if exact else nearness(given[0].array, each.inputs[0], way)
            owned = bool(held) and bool(held & set(marks(weights.of_module(each.what))))
            ahead = depth(theirs.outlook[each], ours.outlook[mine]) if mine else 0
            behind = depth(theirs.hindsight[each], ours.hindsight[mine]) if mine else 0
            fits.append(Fit(each, exact, owned, ahead, behind, near, alike(call.what.path, each.name), place))
        return sorted(fits, key=lambda fit: fit.rank, reverse=True)

    def _chosen(self, number: int, fits: list[Fit]) -> Call:
        best = fits[0]
        doubtful = [
            fit
            for fit in fits
            if fit.exact == best.exact and fit.ahead == best.ahead and fit.weights == best.weights
        ]
        places = {id(call): place for place, call in enumerate(self.record.layers)}
        if len(doubtful) > 1:
            self.choices[number] = [places[id(fit.call)] for fit in doubtful]
        if number in self.chosen:
            wanted = self.record.layers[self.chosen[number]]
            if any(fit.call is wanted for fit in fits):
                return wanted
        return best.call

    def _ways(self, call: Call, partner: Call, shape: tuple[int, ...], role: int = 0) -> list[Relation]:
        """Return the ways in which an input of PyTorch's may arrive at a layer in this shape."""
        other = partner.inputs[min(role, len(partner.inputs) - 1)]
        moved = forms.moved(partner, call.what)
        ways = list(relations.of_input(other, shape, moved, self.second, self.flats))
        if type(call.what).__name__ == "EinsumDense" and other.size == np.prod(shape):
            ways.append(Relation("reshaped", lambda array: array.reshape(shape)))  # its features are in heads
        if partner.kind != call.kind and other.ndim == 2 and other.size == np.prod(shape):
            ways.append(Relation("reshaped", lambda array: array.reshape(shape)))  # an image of one pixel
        return ways + (list(relations.of_value(np.empty(shape), other, self.flats)) if role else [])

    def _others(self, met: Met) -> list[tuple[str, Any]]:
        layers = [call for call in self.record.layers if call.kind == met.family and call is not met.pytorch]
        return [(call.name, call.what) for call in layers]

    def _inputs(self, call: Call, partner: Call, given: list) -> list[tuple[np.ndarray, Relation]]:
        """Judge the glue before a layer; return PyTorch's inputs in Keras's order of arguments, and how each stands."""
        found = []
        for arrival in given:
            array, tensor, role = arrival.array, arrival.tensor, arrival.role
            place = min(role, len(partner.inputs) - 1)
            other, origin = partner.inputs[place], partner.given[place]
            ways = self._ways(call, partner, array.shape, role)
            far, way = relations.best(array, other, ways, call.dtype)
            if far > ALLOWED:
                self.glue.judge(call.name, array, tensor, other, origin, partner.name, ways)
            found.append((other, way or _usual(call, partner, other)))
        return found


def _usual(call: Call, partner: Call, array: np.ndarray) -> Relation:
    return relations.LAST if forms.moved(partner, call.what) and array.ndim > 2 else SAME
