"""Both models as a whole, from end to end: what they return, and the gradients of all weights, in float64.

In float64 no rounding turns a ReLU or a maximum, so that gradients that should be the same are the same.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import tensorflow as tf

from comparisons.aligning import findings as of
from comparisons.aligning import law, relations, weights, wide
from comparisons.aligning.findings import Findings
from comparisons.aligning.keras_calls import Watch, to_array
from comparisons.aligning.layers import Met
from comparisons.aligning.trees import leaves
from comparisons.aligning.truth import cotangent
from comparisons.judging.precision import ALLOWED
from comparisons.judging.rounding import magnitude
from comparisons.processes.memory import give_back


def judge(
    model: Any, keras_model: Any, arrays: Sequence[np.ndarray], fed: Sequence[np.ndarray], alignment: Any
) -> None:
    """Judge outputs and gradients of the whole, where every piece agrees by itself."""
    found = alignment.found
    alignment.load()
    if not alignment.met:
        return
    try:
        outputs, exact = wide.of_torch(model, arrays)
    except (RuntimeError, TypeError, ValueError) as error:  # a function that knows no float64
        outputs, exact = alignment.record.outputs, None
        _untold(found, error)
    give_back()
    with tf.device("CPU:0"):
        made = [to_array(each) for each in leaves(_called(keras_model, fed), tf.Tensor)]
    own = max(
        (law.apart(a, b, alignment.dtype) for a, b in zip(alignment.record.outputs, outputs, strict=True)),
        default=0.0,
    )
    best = [
        relations.best(a, b, relations.of_output(a, b, alignment.second), alignment.dtype)
        for a, b in zip(made, outputs, strict=False)
    ]
    far = max((each for each, _ in best), default=np.inf)
    found.output, found.output_allowed = far, law.allowed(own)
    if far > law.allowed(own):
        why = "every piece that was seen agrees by itself: one is not seen, or there are weights that no layer holds"
        found.add(of.WHOLE, "the output", "the output", far, why)
        return
    if exact is None or any(each.what in (of.GRADIENT,) for each in found.findings):
        return
    sent = [
        way.to(cotangent(each.shape, number))
        for number, (each, (_, way)) in enumerate(zip(outputs, best, strict=True))
    ]
    gradients = Gradients(model, keras_model, arrays, fed, sent, alignment, exact)
    try:
        off = gradients.off()
    except (TypeError, ValueError, tf.errors.OpError) as error:
        _untold(found, error)
        return
    found.gradient = gradients.worst
    if off:
        _blame(gradients, off)


@dataclass
class Gradients:
    """The gradients of both models' weights, in float64 but for a last rounding.

    sent       what arrives at each output of Keras
    exact      PyTorch's, by address; ``scales`` how far those that are doubtful move if weights are disturbed, by path
    worst      how many roundings the worst is off
    """

    model: Any
    keras_model: Any
    arrays: Sequence[np.ndarray]
    fed: Sequence[np.ndarray]
    sent: Sequence[np.ndarray]
    alignment: Any
    exact: dict[str, np.ndarray]
    scales: dict[str, float] = field(default_factory=dict)
    worst: float = 0.0

    def off(self, skip: Sequence[str] = ()) -> list[str]:
        """Return the paths of Keras's gradients that are off, in its order of computation.

        A gradient that is off by its own size is held against how far it moves, too. ``skip`` are operations of Keras
        that hand on what they are given. Raises what Keras raises where it cannot compute in float64.
        """
        alignment = self.alignment
        # The layers' own weights are watched whether they are trained or not: what is frozen is told apart.
        asked = {weight.path: weight.value for met in alignment.met for weight in met.layer.weights}
        asked |= {each.weight.path: each.weight.value for each in alignment.loose}
        mine = wide.of_keras(self.keras_model, self.fed, asked, self.sent, alignment.whole_attention, skip)
        far = self._far(mine)
        doubtful = {path for path, each in far.items() if each > ALLOWED * 4 and path not in self.scales}
        if doubtful:
            self._learn(doubtful)
            far |= self._far(mine, doubtful)
        self.worst = max(far.values(), default=0.0)
        return [path for path, each in far.items() if each > ALLOWED * 4]

    def _far(self, mine: dict[str, np.ndarray], among: Collection[str] | None = None) -> dict[str, float]:
        """Return how many roundings each of Keras's gradients is off, by path."""
        found = {}
        for layer, path, array in self._carried(self.exact):
            trained = {weight.path for weight in layer.trainable_weights} if layer else {path}
            if path in mine and (path in trained or not trained) and (among is None or path in among):
                scale = max(magnitude(array), self.scales.get(path, 0.0)) or 1.0
                found[path] = law.apart(mine[path], array, self.alignment.dtype, scale)
        return found

    def _learn(self, paths: Collection[str]) -> None:
        """Find how far the gradients of some weights move."""
        owners = {layer for layer, path, _ in self._carried(self.exact) if path in paths}
        names = [name for layer, _, own in self._layers() if layer in owners for name in own.values()]
        names += [each.name for each in self.alignment.loose if each.weight.path in paths]
        far = wide.moved(self.model, self.arrays, list(dict.fromkeys(names)))
        self.scales |= {path: magnitude(array) for _, path, array in self._carried(far)}

    def _carried(self, gradients: dict[str, np.ndarray]) -> Iterator[tuple[Any, str, np.ndarray]]:
        """Yield PyTorch's gradients in Keras's places, as (layer, path, array); no layer holds what is loose."""
        for layer, met, own in self._layers():
            state = {name: gradients[full] for name, full in own.items() if full in gradients}
            for path, array in weights.carried(state, met.module, layer, met.relation, of_sums=False).items():
                yield layer, path, array
        for each in self.alignment.loose:
            if each.name in gradients:
                yield None, each.weight.path, each.moved(gradients[each.name])

    def _layers(self) -> list[tuple[Any, Met, dict[str, str]]]:
        """Return Keras's layers in the order of computation, how each first met its partner, and where its weights are.

        One layer of PyTorch that is several of Keras has been told, and is left out.
        """
        first: dict[Any, Met] = {}
        for met in self.alignment.met:
            first.setdefault(met.layer, met)
        names = {id(weight): name for name, weight in self.model.named_parameters()}
        count = Counter(id(met.module) for met in first.values())
        return [
            (
                layer,
                met,
                {name: names[id(each)] for name, each in met.module.named_parameters() if id(each) in names},
            )
            for layer, met in first.items()
            if count[id(met.module)] == 1
        ]


def _untold(found: Findings, error: Exception) -> None:
    text = (str(error).strip().splitlines() or ["?"])[0][:120]
    found.note(f"the gradients of the whole could not be taken in float64, and were not compared: {text}")


def _blame(gradients: Gradients, where: list[str]) -> None:
    """Report which gradients are off, and the call that stops them if leaving it out mends them."""
    alignment, worst = gradients.alignment, gradients.worst
    found, record = alignment.found, alignment.watch.record
    stops = [call for call in record.calls if call.kind == "stop_gradient"]
    layers = {weight.path: met for met in alignment.met for weight in met.layer.weights}
    held = [path for path in where if path in layers]
    if not held:
        why = f"outputs agree, the gradient of {where[-1]} does not: it is stopped or changed on its way"
        found.add(of.GRADIENT, where[-1], "", worst, why)
        return
    last = layers[held[-1]]
    if stops and not gradients.off(skip=("stop_gradient",)):
        why = f"stop_gradient: no gradient comes to {last.keras.name} and the layers before it"
        found.add(of.GRADIENT, stops[-1].name, "", worst, why, True)
        return
    why = f"outputs agree, the gradient does not reach {last.keras.name} as in PyTorch: stopped or changed after it"
    after = alignment.met[alignment.met.index(last) + 1 :]
    if after:
        why += f", before {after[0].keras.name}"
    found.add(of.GRADIENT, last.keras.name, last.pytorch.name, worst, why)


def _called(keras_model, fed: Sequence[np.ndarray]):
    return Watch.call(keras_model, [tf.constant(each) for each in fed])
