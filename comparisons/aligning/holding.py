"""A pair of layers is judged: weights as they stand in Keras, then what both return, then their gradients."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import tensorflow as tf

from comparisons.aligning import (
    declared,
    forms,
    kinds,
    law,
    layer_reasons,
    relations,
    weight_reasons,
    weights,
)
from comparisons.aligning import findings as of
from comparisons.aligning.findings import Findings, Pair
from comparisons.aligning.layers import Met
from comparisons.aligning.trees import leaves
from comparisons.judging.rounding import BEYOND_DOUBT, DRAWS_IN_DOUBT


def hold(met: Met, found: Findings, ported: bool, others: Sequence[tuple[str, Any]]) -> Any:
    """Compare weights, outputs and gradients of a pair; return what flows on: what PyTorch's layer returned.

    ported    whether Keras's weights are to be judged
    others    other modules of PyTorch of the same family, by name, whose weights they may be
    """
    name, partner, layer = met.keras.name, met.pytorch.name, met.layer
    met.right = weights.expected(met.module, layer, met.relation)
    state = _weights(met, found, ported, others)
    fits = met.loads()
    try:
        met.learn()
        answer = met.answer()
    except (ValueError, TypeError, RuntimeError, tf.errors.OpError) as error:
        text = str(error).strip().splitlines()[0][:160] if str(error).strip() else type(error).__name__
        if fits:  # else its shapes have been told
            found.add(of.LAYER, name, partner, np.inf, f"it cannot be run on PyTorch's input: {text}")
        return _on(met)
    (excess, label), (slope, where) = met.worst(answer, True), met.worst(answer, False)
    if 1 < max(excess, slope) <= BEYOND_DOUBT:
        met.learn(DRAWS_IN_DOUBT)
        (excess, label), (slope, where) = met.worst(answer, True), met.worst(answer, False)
    whole = _whole(met, answer) if met.family == "conv_transpose" and excess > 1 else None
    if whole is not None:
        excess, slope = 0.0, 0.0
    truth, concept = met.truth, kinds.concept_of(layer)
    far = excess * truth.allows(label) if label else 0.0
    steep = slope * truth.allows(where) if where else 0.0
    found.pairs.append(
        Pair(
            name,
            partner,
            concept.name,
            far,
            truth.allows(label or "output 0"),
            steep,
            state,
        )
    )
    declared.tell(concept, found)
    if max(excess, slope) > 1 and declared.explains(met, answer):
        pass
    elif excess > 1:
        why, proven = layer_reasons.reason(met, answer)
        if proven or fits:
            found.add(of.LAYER, name, partner, far, why, proven)
    elif slope > 1 and fits:
        found.add(of.GRADIENT, name, partner, steep, *_of_gradient(met, answer, where))
    else:
        for _, text in layer_reasons.differing(met).values():
            found.add(of.SETTING, name, partner, 0.0, f"{text}; without effect on these inputs", True)
    return _on(met, whole)


def _of_gradient(met: Met, answer: Mapping[str, np.ndarray], where: str) -> tuple[str, bool]:
    """Return why a gradient differs where the output does not, and whether that is proven."""
    said = "input" if where == "input" else where.rpartition("/")[2]
    row = getattr(met.module, "padding_idx", None)
    if row is not None and where in met.truth.arrays:
        array = np.array(answer[where])
        array[row] = 0
        if met.truth.far(where, array) <= met.truth.allows(where):
            return f"padding_idx: PyTorch sends no gradient to row {row} of {said}, Keras does", True
    return f"its output agrees, its gradient of the {said} does not", False


def skip(met: Met) -> Any:
    """Return what flows on, and compare nothing."""
    try:
        returned = met.run(*met.args, **met.kwargs)
    except (ValueError, tf.errors.OpError):  # what arrives has another shape: then it has no mask either
        return _on(met)
    met.mask_out = getattr(leaves(returned, tf.Tensor)[0], "_keras_mask", None)
    return _on(met)


def _weights(met: Met, found: Findings, ported: bool, others) -> str:
    """Judge the weights as they are in Keras: their shapes, and their numbers if they were ported."""
    name, partner, held = met.keras.name, met.pytorch.name, weights.of_layer(met.layer)
    lacking = weights.unplaced(met.module, met.layer)
    if lacking:
        settings = [
            said
            for key, (_, said) in layer_reasons.differing(met).items()
            if key in ("use_bias", "center", "scale")
        ]
        said = "; ".join([f"Keras holds no {', '.join(lacking)}, PyTorch does", *settings])
        found.add(of.WEIGHTS, name, partner, np.inf, said)
        return "differ"
    if any(each.shape != met.right[path].shape for path, each in held.items()):
        has = [each.shape for each in held.values()]
        wants = [each.shape for each in met.right.values()]
        found.add(
            of.WEIGHTS, name, partner, np.inf,
            f"shapes: Keras holds {has}, a port of PyTorch's holds {wants}{weight_reasons.shapes(met)}",
        )  # fmt: skip
        return "differ"
    if not ported:
        return "carried"
    gaps = {path: law.apart(each, met.right[path]) for path, each in held.items()}
    if max(gaps.values(), default=0.0) <= 1:
        return "ported"
    why, proven = weight_reasons.reason(met, held, gaps, others)
    found.add(of.WEIGHTS, name, partner, max(gaps.values()), why, proven)
    return "differ"


def _whole(met: Met, answer: Mapping[str, np.ndarray]) -> np.ndarray | None:
    """Return what a transposed convolution of Keras makes if PyTorch's is a part of it, which Keras may cut later."""
    made, right = answer["output 0"], met.truth.arrays["output 0"]
    ways = relations.padded(right.shape, made.shape)
    for way in ways:
        inside = way.to(np.moveaxis(np.ones(right.shape, bool), -1, 1))
        cut = made[inside].reshape(right.shape)
        if law.apart(cut, right, met.truth.dtype, met.truth.scales["output 0"]) <= met.truth.allows(
            "output 0"
        ):
            return made
    return None


def _on(met: Met, whole: np.ndarray | None = None):
    """Return PyTorch's outputs as Keras's layer would return them."""
    arrays = forms.arrays_as_keras(met.pytorch, met.layer, met.pytorch.outputs, met.relation)
    arrays = arrays if whole is None else [whole]
    made = [tf.cast(tf.constant(each), met.layer.compute_dtype) for each in arrays]
    if met.family == "attention" and not met.kwargs.get("return_attention_scores"):
        made = made[:1]
    mask = getattr(met, "mask_out", None)
    if mask is not None:
        made[0]._keras_mask = mask
    several = len(made) > 1
    return (tuple(made) if met.family == "attention" else made) if several else made[0]
