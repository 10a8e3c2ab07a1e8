"""Two models are held against each other: watched, paired, fed, then tried in training and as a whole."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import tensorflow as tf
import torch

from comparisons.aligning import inputs as given
from comparisons.aligning import kinds, loose, optimizers, whole
from comparisons.aligning import training as in_training
from comparisons.aligning.alignment import Alignment
from comparisons.aligning.apart import fused, taken_apart
from comparisons.aligning.calls import Record
from comparisons.aligning.keras_calls import Watch
from comparisons.aligning.pairing import marks
from comparisons.aligning.report import Report
from comparisons.aligning.side_by_side import lines as side_by_side
from comparisons.aligning.together import put_together
from comparisons.aligning.torch_calls import at_rest, to_array, watch

#: A port has at least this share of its matrices from PyTorch.
PORTED = 0.3

#: Where twins cannot be told apart beforehand so many pairings are tried, and of so many layers together.
PAIRINGS, LAYERS = 48, 4000


def align_models(
    torch_model: Any,
    keras_model: Any,
    inputs: Any = None,
    keras_inputs: Any = None,
    torch_optimizer: Any = None,
    keep: bool = False,
) -> Report:
    """Hold a Keras model against the PyTorch model that it should be; both are left as they were.

    inputs          one batch: an array, or several, in PyTorch's order. None draws one from the shapes that Keras's
                    model names
    keras_inputs    the same in Keras's order, where that is no transpose
    torch_optimizer    what trains PyTorch's model; it is compared with the one that Keras's is compiled with
    keep            leave PyTorch's weights in Keras's model

    Raises Mistake if either cannot be run on them.
    """
    drawn = inputs is None
    arrays = given.drawn(torch_model, keras_model) if drawn else given.as_arrays(inputs)
    orders = given.in_torch(arrays) if drawn else [arrays]
    kept = [(weight, np.array(weight.numpy())) for weight in keras_model.weights]
    mine = any(kinds.of_keras(layer) == "attention" for layer in keras_model._flatten_layers())
    its = any(kinds.of_torch(module) == "attention" for module in torch_model.modules())
    whole_attention = mine and its  # where one model has it in pieces, the other's is taken apart
    pieces = fused(torch_model, keras_model)
    with taken_apart(torch_model, its and not mine, pieces) as model, at_rest(model):
        arrays, (record, _) = given.first_that_runs(
            orders, lambda order: watch(model, [torch.tensor(each) for each in order]), "the PyTorch model"
        )
        put_together(record, keras_model)
        if keras_inputs is not None:
            choices = [given.as_arrays(keras_inputs)]
        else:
            choices = (
                [given.drawn(torch_model, keras_model)] if drawn else given.in_keras(keras_model, arrays)
            )
        fed, free = given.first_that_runs(
            choices, lambda order: _free(keras_model, order, whole_attention), "the Keras model"
        )
        kept = kept or [
            (weight, np.array(weight.numpy())) for weight in keras_model.weights
        ]  # built by its call
        try:
            ported = was_ported(model, keras_model)
            weightless = loose.paired(model, keras_model, whole_attention)

            def begun(chosen: dict[int, int], light: bool) -> Alignment:
                return Alignment(
                    keras_model, record, free, ported, weightless, whole_attention, chosen, light
                )

            alignment = _best(begun, kept, fed)
            found = alignment.found
            later = in_training.judge(alignment)
            beside = side_by_side(alignment)
            alignment.forget()
            if alignment.clean:
                whole.judge(model, keras_model, arrays, fed, alignment)
            found.take(later)
            optimizers.judge(torch_optimizer, getattr(keras_model, "optimizer", None), found)
        finally:
            if not keep:
                for weight, array in kept:
                    weight.assign(array)
    carried = [(met.module, met.layer, met.relation) for met in alignment.met]
    names = type(torch_model).__name__, keras_model.name
    return Report(found, ported, len(record.layers), len(free.layers), carried, beside, names)


def was_ported(model: Any, keras_model: Any) -> bool:
    """Say whether Keras's matrices hold PyTorch's numbers, in whatever order."""
    ours = {mark for name, each in model.named_parameters() for mark in marks({name: to_array(each)})}
    theirs = [mark for each in keras_model.weights for mark in marks({each.path: np.asarray(each.numpy())})]
    return bool(theirs) and sum(each in ours for each in theirs) > PORTED * len(theirs)


def _free(keras_model: Any, order: Sequence[np.ndarray], whole_attention: bool) -> Record:
    seen = Watch(whole_attention=whole_attention, hollow=True)  # who feeds whom is all that is asked of it
    seen.run(keras_model, [tf.constant(each) for each in order])
    return seen.record


def _best(
    begun: Callable[[dict[int, int], bool], Alignment], held: list, fed: Sequence[np.ndarray]
) -> Alignment:
    """Return the alignment in which the first divergence comes latest, of those that differ in who is whose twin.

    The pairing that is best so far is taken on. ``held`` are Keras's weights, each with what it was when it was given.
    """

    def run(chosen: dict[int, int], light: bool = False) -> Alignment:
        for weight, array in held:
            weight.assign(array)
        alignment = begun(chosen, light)
        alignment.run(fed)
        return alignment

    first = run({})
    best = _End(first.quality, first.doubted(), {})
    if not best.doubted:
        return first
    limit = min(PAIRINGS, LAYERS // max(1, first.count))
    first, open_ends, tried = None, [best], {()}
    while open_ends and len(tried) <= limit and best.doubted:
        open_ends.sort(key=lambda end: end.quality)
        end = open_ends.pop()
        for number, other in end.doubted:
            further = end.chosen | {number: other}
            if tuple(sorted(further.items())) in tried or len(tried) > limit:
                continue
            tried.add(tuple(sorted(further.items())))
            attempt = run(further, light=True)
            open_ends.append(_End(attempt.quality, attempt.doubted(), further))
            if attempt.quality > best.quality:
                best = open_ends[-1]
    return run(best.chosen)


@dataclass(frozen=True)
class _End:
    """What is kept of a pairing that was tried: how good it is, whose partners may be others, and who was chosen."""

    quality: tuple
    doubted: list[tuple[int, int]]
    chosen: dict[int, int]
