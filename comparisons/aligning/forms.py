"""What a layer of PyTorch returns, in the form in which its partner in Keras returns it."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import torch

from comparisons.aligning import kinds, law
from comparisons.aligning.calls import Call
from comparisons.aligning.relations import Relation
from comparisons.declaring.layout import Layout


def moved(call: Call, layer: Any) -> bool:
    """Say whether the layouts of the concept bring a call's channels last, and the layer of Keras has them there."""
    if getattr(layer, "data_format", "") == "channels_first":
        return False
    if call.kind != kinds.of_keras(layer):
        return call.kind == "conv"
    if call.kind == "layer_norm":
        return _over_channels(call)
    return bool(kinds.layouts(kinds.concept_of(layer), "pytorch").get("x", Layout()).ours)


def _over_channels(call: Call) -> bool:
    """Say whether a layer normalization of a library's own is over the second axis, the channels of an image."""
    module, (x, *_) = call.what, call.inputs
    if len(module.normalized_shape) > 1 or x.ndim < 3 or x.shape[1] != module.normalized_shape[0]:
        return False
    if x.shape[-1] != x.shape[1]:
        return True
    with torch.no_grad():
        plain = torch.nn.LayerNorm.forward(module, torch.tensor(x)).numpy()
    return law.apart(call.outputs[0], plain) > law.ALLOWED


def as_keras(
    call: Call, layer: Any, results: Sequence[torch.Tensor], relation: Relation | None
) -> list[torch.Tensor]:
    """Return PyTorch's results of a call in Keras's order, as many as Keras returns.

    ``relation`` is that of the first input; what has no layout of its own follows it.
    """
    if call.kind in kinds.RECURRENT:
        return _states(call.what, layer, results)
    first = results[0]
    if call.kind.endswith("norm") and relation and relation.name == "reshaped":
        return [relation.to(first)]  # it returns the shape that it is given
    if moved(call, layer) and first.ndim > 2:
        return [first.movedim(1, -1)]
    second = call.kind == "attention" and not call.what.batch_first
    if (second or (relation and relation.name == "batch first")) and first.ndim > 2:
        first = first.transpose(0, 1)
    if call.kind != kinds.of_keras(layer) and relation and relation.name == "reshaped":
        first = first.reshape(first.shape[0], *[1] * (layer.kernel.ndim - 2), first.shape[-1])
    more = list(results[1:2]) if call.kind == "attention" and len(results) > 1 else []
    if relation and relation.columns is not None:
        first = first[..., torch.from_numpy(relation.columns)]
    return [_headed(first, layer), *more]


def arrays_as_keras(call: Call, layer: Any, results: Sequence[np.ndarray], relation) -> list[np.ndarray]:
    """Return the same of arrays."""
    tensors = [torch.from_numpy(np.ascontiguousarray(each)) for each in results]
    return [each.numpy() for each in as_keras(call, layer, tensors, relation)]


def _headed(first: torch.Tensor, layer: Any) -> torch.Tensor:
    """Part the features into heads, where Keras's dense layer returns them so."""
    if type(layer).__name__ != "EinsumDense":
        return first
    left, _, right = layer.equation.partition("->")
    kernel = left.split(",")[1]
    tail = [layer.kernel.shape[kernel.index(axis)] for axis in right if axis in kernel]
    return first.reshape(*first.shape[:-1], *tail) if np.prod(tail) == first.shape[-1] else first


def _states(module: Any, layer: Any, results: Sequence[torch.Tensor]) -> list[torch.Tensor]:
    """Return a recurrence's steps, or its last, and its states if Keras returns these."""
    whole, *states = results
    if not module.batch_first and whole.ndim > 2:
        whole = whole.transpose(0, 1)
    both = type(layer).__name__ == "Bidirectional"
    last = [states[0][n] for n in range(2 if both else 1)]
    mode = getattr(layer, "merge_mode", "concat") if both else "concat"
    parts = list(whole.chunk(2, -1)) if both else [whole]
    out = _merged(parts if layer.return_sequences else last, mode)
    order = [each[n] for n in range(len(last)) for each in states]
    return [*out, *(order if getattr(layer, "return_state", False) else [])]


def _merged(parts: list[torch.Tensor], mode: str | None) -> list[torch.Tensor]:
    if mode is None or len(parts) == 1:
        return parts
    if mode == "concat":
        return [torch.cat(parts, -1)]
    one, other = parts
    return [dict(sum=one + other, ave=(one + other) / 2, mul=one * other)[mode]]
