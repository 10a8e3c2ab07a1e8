"""Both models as a whole, from end to end: what they return, and the gradients of all weights, in float64.

In float64 no rounding turns a ReLU or a maximum, so that gradients that should be the same are the same.
"""

import copy
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import keras
import numpy as np
import tensorflow as tf
import torch

from comparisons.aligning import findings as of
from comparisons.aligning import law, relations, weights
from comparisons.aligning.keras_calls import Watch, to_array
from comparisons.aligning.layers import Met
from comparisons.aligning.torch_calls import at_rest
from comparisons.aligning.torch_calls import to_array as of_tensor
from comparisons.aligning.trees import leaves
from comparisons.aligning.truth import cotangent
from comparisons.judging.precision import ALLOWED
from comparisons.judging.rounding import DISTURBANCE, magnitude

Gradients = dict[str, np.ndarray]


def judge(
    model: Any, keras_model: Any, arrays: Sequence[np.ndarray], fed: Sequence[np.ndarray], alignment: Any
) -> None:
    """Judge outputs and gradients of the whole, where every piece agrees by itself."""
    found = alignment.found
    alignment.load()
    if not alignment.met:
        return
    outputs, *gradients = _of_torch(model, arrays)
    with tf.device("CPU:0"):
        made = [to_array(each) for each in leaves(_called(keras_model, fed), tf.Tensor)]
    own = max(
        (law.apart(a, b, alignment.dtype) for a, b in zip(alignment.record.outputs, outputs, strict=True)),
        default=0.0,
    )
    far = max(
        (
            relations.best(a, b, relations.of_output(a, b, alignment.second), alignment.dtype)[0]
            for a, b in zip(made, outputs, strict=False)
        ),
        default=np.inf,
    )
    found.output, found.output_allowed = far, law.allowed(own)
    if far > law.allowed(own):
        why = "every piece that was seen agrees by itself: one is not seen, or there are weights that no layer holds"
        found.add(of.WHOLE, "the output", "the output", far, why)
        return
    if any(each.what in (of.GRADIENT,) for each in found.findings):
        return
    mine = _of_keras(keras_model, fed, made, outputs, alignment)
    if mine is None:
        return
    worst, where = _compared(alignment, *gradients, mine)
    found.gradient = worst
    if where:
        _blame(alignment, where, worst, keras_model, fed, made, outputs, gradients)


def _of_torch(model: Any, arrays: Sequence[np.ndarray]) -> tuple[list[np.ndarray], Gradients, Gradients]:
    """Return PyTorch's outputs in float64, the gradients of its weights, and how far these move.

    They move as all weights are disturbed at random, in units of the disturbance: what is 0 but for rounding, as the
    gradient of the bias of an attention's keys, has no digits to compare.
    """
    wide = copy.deepcopy(model).double()
    tensors = [torch.tensor(each) for each in arrays]
    tensors = [each.double() if each.is_floating_point() else each for each in tensors]
    for weight in wide.parameters():
        weight.requires_grad_(True)
    with at_rest(wide):
        outputs, exact = _gradients(wide, tensors)
        drawn = torch.Generator().manual_seed(0)
        with torch.no_grad():
            for weight in wide.parameters():
                weight.mul_(1 + DISTURBANCE * torch.randn(weight.shape, generator=drawn, dtype=weight.dtype))
        _, disturbed = _gradients(wide, tensors)
    moved = {}
    for name in exact:
        moved[name] = ((disturbed.pop(name) - exact[name]) / DISTURBANCE).astype("float32")
        exact[name] = exact[name].astype("float32")
    return outputs, exact, moved


def _gradients(model: Any, tensors: Sequence[torch.Tensor]) -> tuple[list[np.ndarray], Gradients]:
    returned = leaves(model(*tensors), torch.Tensor)
    loss = sum(
        (each * torch.from_numpy(cotangent(each.shape, number)).to(each.dtype)).sum()
        for number, each in enumerate(returned)
        if each.requires_grad
    )
    names, parameters = zip(*model.named_parameters(), strict=True)
    found = torch.autograd.grad(loss, parameters, allow_unused=True)
    gradients = {
        name: (torch.zeros_like(weight) if each is None else each).detach().numpy()
        for name, weight, each in zip(names, parameters, found, strict=True)
    }
    return [of_tensor(each) for each in returned], gradients


def _of_keras(
    keras_model, fed, made, outputs, alignment, skip: Sequence[str] = ()
) -> dict[str, np.ndarray] | None:
    """Return the gradients of Keras's weights by path, computed in float64; None, and a note, where that cannot be."""
    ways = [
        relations.best(a, b, relations.of_output(a, b, alignment.second))[1]
        for a, b in zip(made, outputs, strict=True)
    ]
    # The layers' own weights are watched whether they are trained or not: what is frozen is told apart.
    watched = {weight.path: weight.value for met in alignment.met for weight in met.layer.weights}
    watched |= {each.weight.path: each.weight.value for each in alignment.loose}
    try:
        with in_float64(keras_model), tf.GradientTape() as tape:
            for each in watched.values():
                tape.watch(each)
            if skip:
                seen = Watch(skip=skip)
                returned = leaves(seen.run(keras_model, [tf.constant(each) for each in fed]), tf.Tensor)
            else:
                returned = leaves(_called(keras_model, fed), tf.Tensor)
            loss = 0.0
            for number, (each, way) in enumerate(zip(returned, ways, strict=True)):
                if each.dtype.is_floating:
                    sent = way.to(cotangent(outputs[number].shape, number))
                    loss = loss + tf.reduce_sum(tf.cast(each, "float64") * sent.astype("float64"))
    except (TypeError, ValueError, tf.errors.OpError) as error:
        text = (str(error).strip().splitlines() or ["?"])[0][:120]
        alignment.found.note(
            f"the gradients of the whole could not be taken in float64, and were not compared: {text}"
        )
        return None
    found = tape.gradient(loss, list(watched.values()))
    return {
        path: np.zeros(value.shape) if each is None else to_array(tf.convert_to_tensor(each))
        for (path, value), each in zip(watched.items(), found, strict=True)
    }


def _compared(alignment, gradients: Gradients, moved: Gradients, mine: Gradients) -> tuple[float, list[str]]:
    """Return how far the worst gradient is off, and the paths of all that are off, in Keras's order of computation."""
    worst, where = 0.0, []
    first: dict[Any, Met] = {}
    for met in alignment.met:
        first.setdefault(met.layer, met)
    names = {id(module): name for name, module in alignment.torch_model.named_modules()}
    modules = [met.module for met in first.values()]
    for layer, met in first.items():
        if sum(each is met.module for each in modules) > 1:
            continue  # one layer of PyTorch is several of Keras, and that has been told
        prefix = names.get(id(met.module), "")
        prefix = f"{prefix}." if prefix else ""
        right, scales = (
            weights.carried(
                {name: each[prefix + name] for name, _ in met.module.named_parameters() if prefix + name in each},
                met.module, layer, met.relation, of_sums=False,
            )
            for each in (gradients, moved)
        )  # fmt: skip
        trained = {weight.path for weight in layer.trainable_weights}
        for path, array in right.items():
            if path in mine and (path in trained or not trained):
                scale = max(magnitude(array), magnitude(scales[path])) or 1.0
                far = law.apart(mine[path], array, alignment.dtype, scale)
                worst = max(worst, far)
                if far > ALLOWED * 4:
                    where.append(path)
    for each in alignment.loose:
        scale = max(magnitude(gradients[each.name]), magnitude(moved[each.name])) or 1.0
        far = law.apart(mine[each.weight.path], each.moved(gradients[each.name]), alignment.dtype, scale)
        worst = max(worst, far)
        if far > ALLOWED * 4:
            where.append(each.weight.path)
    return worst, where


def _blame(alignment, where, worst, keras_model, fed, made, outputs, gradients) -> None:
    """Report which gradients are off, and the call that stops them if leaving it out mends them."""
    found, record = alignment.found, alignment.watch.record
    stops = [call for call in record.calls if call.kind == "stop_gradient"]
    layers = {weight.path: met for met in alignment.met for weight in met.layer.weights}
    held = [path for path in where if path in layers]
    if not held:
        why = f"outputs agree, the gradient of {where[-1]} does not: it is stopped or changed on its way"
        found.add(of.GRADIENT, where[-1], "", worst, why)
        return
    last = layers[held[-1]]
    if stops:
        mended = _of_keras(keras_model, fed, made, outputs, alignment, skip=("stop_gradient",))
        if mended is not None and not _compared(alignment, *gradients, mended)[1]:
            why = f"stop_gradient: no gradient comes to {last.keras.name} and the layers before it"
            found.add(of.GRADIENT, stops[-1].name, "", worst, why, True)
            return
    why = f"outputs agree, the gradient does not reach {last.keras.name} as in PyTorch: stopped or changed after it"
    after = [met for met in alignment.met if alignment.met.index(met) > alignment.met.index(last)]
    if after:
        why += f", before {after[0].keras.name}"
    found.add(of.GRADIENT, last.keras.name, last.pytorch.name, worst, why)


def _called(keras_model, fed: Sequence[np.ndarray]):
    return Watch.call(keras_model, [tf.constant(each) for each in fed])


class _Wide(keras.DTypePolicy):
    """Computes in float64 with weights in float32."""

    def __init__(self):
        super().__init__("float32")
        self._compute_dtype = "float64"


@contextmanager
def in_float64(model: keras.Model) -> Iterator[None]:
    """Within, a model computes in float64, with the weights that it has."""
    layers = list(_all(model))
    before = [layer.dtype_policy for layer in layers]
    try:
        for layer in layers:
            layer.dtype_policy = _Wide()
        yield
    finally:
        for layer, policy in zip(layers, before, strict=True):
            layer.dtype_policy = policy


def _all(layer: keras.Layer) -> Iterator[keras.Layer]:
    yield layer
    for each in getattr(layer, "_layers", []):
        if isinstance(each, keras.Layer):
            yield from _all(each)
