"""Weights by the layouts of the concepts: from one framework into scratch's arrays, and from these into the other."""

from collections.abc import Mapping
from typing import Any

import numpy as np
from einops import EinopsError

from comparisons.aligning import kinds
from comparisons.aligning.relations import SAME, Relation
from comparisons.declaring.concept import Concept
from comparisons.declaring.layout import Layout

Arrays = dict[str, np.ndarray]

#: What a weight is that has no effect, by its name in Keras; 0 is none of all others.
_ONES = ("gamma", "scale", "moving_variance")


def of_module(module: Any) -> Arrays:
    """Return the weights and statistics of a layer of PyTorch, as it computes with them, by address."""
    from comparisons.aligning.torch_calls import to_array

    found = {name: to_array(each) for name, each in module.state_dict().items()}
    for name in list(found):  # of a weight that is made of others, the module has what is made
        if name.startswith("parametrizations.") or name.endswith(("_g", "_v", "_orig")):
            made = name.removeprefix("parametrizations.").split(".")[0].rsplit("_", 1)[0]
            if getattr(module, made, None) is not None:
                found[made] = to_array(getattr(module, made))
    return found


def of_layer(layer: Any) -> Arrays:
    """Return the weights and statistics of a layer of Keras, by path."""
    return {weight.path: weight.numpy() for weight in layer.weights}


def places_of(layer: Any) -> Arrays:
    """Return the places that a layer of Keras has for weights, by path: arrays of 0 that take no memory."""
    return {weight.path: np.broadcast_to(np.float32(0), tuple(weight.shape)) for weight in layer.weights}


def sizes_of(module: Any) -> dict[str, int]:
    """Return the axes that a layout has to split, by the names that the concepts give them."""
    names = dict(heads="num_heads", c="in_channels")
    return {axis: getattr(module, name) for axis, name in names.items() if hasattr(module, name)}


def read(
    layouts: Mapping[str, Layout],
    weights: Arrays,
    separator: str,
    sizes: Mapping[str, int],
    of_sums: bool = True,
) -> Arrays:
    """Return scratch's arrays that a framework's weights hold, by name; of a sum, if told, the first term alone.

    One that is of another concept's form, as where partners are none, is returned as it is.
    """
    arrays = {}
    for name, layout in layouts.items():
        layout = layout.among(lambda address: bool(_found(weights, address, separator)))
        terms = [_found(weights, address, separator) for address in layout.addresses if layout.address]
        if any(terms):
            held = [layout.part(weights[term]) for term in terms if term]
            whole = sum(held) if of_sums else held[0]
            try:
                arrays[name] = layout.back(whole, **sizes)
            except EinopsError:
                arrays[name] = whole
    return arrays


def write(
    layouts: Mapping[str, Layout], arrays: Arrays, weights: Arrays, separator: str, sizes: Mapping[str, int]
) -> Arrays:
    """Return what a framework's weights are that hold scratch's arrays, by address.

    One of another shape than it should have is returned in the shape that it should have.
    """
    made, parts = {}, {}
    for name, layout in layouts.items():
        layout = layout.among(lambda address: bool(_found(weights, address, separator)))
        place = layout.address and _found(weights, layout.address, separator)
        if not place or name not in arrays:
            continue
        try:
            array = layout.to(arrays[name], **sizes)
        except EinopsError:
            array = arrays[name]
        parts.setdefault(place, []).append((layout, array))
        for address in layout.plus:
            other = _found(weights, address, separator)
            if other:
                made[other] = np.zeros_like(weights[other])
    for place, each in parts.items():
        each.sort(key=lambda part: part[0].index or 0)
        first, arrays_there = each[0][0], [array for _, array in each]
        if first.index is None:
            made[place] = arrays_there[0]
        else:
            made[place] = np.stack(arrays_there) if first.parts is None else np.concatenate(arrays_there)
    return made


def neutral(place: str, weight: np.ndarray) -> np.ndarray:
    """Return the weight with which a layer computes as one that has it not."""
    return (np.ones_like if place.endswith(_ONES) else np.zeros_like)(weight)


def expected(module: Any, layer: Any, relation: Relation = SAME) -> Arrays:
    """Return what every weight of a layer of Keras is in a faithful port of a module, by path, in Keras's order.

    ``relation`` says in which order Keras's input, and what it returns, have the features of PyTorch's.
    """
    found = carried(of_module(module), module, layer, relation)
    own = places_of(layer)
    return {path: found[path] if path in found else neutral(path, own[path]) for path in own}


def carried(
    state: Arrays, module: Any, layer: Any, relation: Relation = SAME, of_sums: bool = True
) -> Arrays:
    """Return arrays of PyTorch's weights, or of their gradients, in the places of Keras's, by path.

    ``of_sums`` says whether an array that PyTorch keeps in two terms is their sum, or as a gradient is that of either.
    """
    found: Arrays = {}
    sizes = sizes_of(module)
    state = _pixel(state, module, layer)
    for part, sublayer in parts_of(state, layer):
        concept, own = kinds.concept_of(sublayer), places_of(sublayer)
        arrays = read(kinds.layouts(concept, "pytorch"), part, ".", sizes, of_sums)
        if concept.name == "linear.dense":
            arrays = _shaped(arrays, own, relation)
        found |= placed(arrays, concept, sublayer, sizes)
    return found


def placed(arrays: Arrays, concept: Concept, layer: Any, sizes: Mapping[str, int]) -> Arrays:
    """Return scratch's arrays in the places that a layer of Keras has for them, by path."""
    own = places_of(layer)
    found = write(kinds.layouts(concept, "keras"), arrays, own, "/", sizes)
    return {path: _alike(found[path], each) for path, each in own.items() if path in found}


def _alike(array: np.ndarray, own: np.ndarray) -> np.ndarray:
    """Return an array with its axes of length one where another has them: one slope for a sequence, or for an image."""
    longer = [[length for length in each.shape if length != 1] for each in (array, own)]
    return array.reshape(own.shape) if longer[0] == longer[1] else array


def _pixel(state: Arrays, module: Any, layer: Any) -> Arrays:
    """Bring a convolution of one pixel and a dense layer, if they are partners, into the axes of Keras's."""
    if not kinds.of_one_pixel(module, layer):
        return state
    pixel = (1,) * (len(layer.kernel.shape) - 2)
    return {
        name: each.reshape(*each.shape[:2], *pixel) if each.ndim > 1 else each for name, each in state.items()
    }


def _shaped(arrays: Arrays, own: Arrays, relation: Relation) -> Arrays:
    """Bring a dense layer's arrays into Keras's shapes, if they have heads there, or are of one pixel in PyTorch."""
    shaped = {}
    for name, array in arrays.items():
        if name == "W" and relation.rows is not None:
            array = array[relation.rows]
        if relation.columns is not None:
            array = array[..., relation.columns]
        end = dict(W="/kernel", b="/bias").get(name, "")
        kept = next((each for path, each in own.items() if f"/{path}".endswith(end)), array)
        shaped[name] = (
            array.reshape(kept.shape) if kept.size == array.size and kept.ndim != array.ndim else array
        )
    return shaped


def unplaced(module: Any, layer: Any) -> list[str]:
    """Return the arrays of a module, by scratch's names, that act and have no place in a layer of Keras."""
    lacking = []
    state, sizes = _pixel(of_module(module), module, layer), sizes_of(module)
    for part, sublayer in parts_of(state, layer):
        concept, own = kinds.concept_of(sublayer), places_of(sublayer)
        layouts = kinds.layouts(concept, "keras")
        for name, array in read(kinds.layouts(concept, "pytorch"), part, ".", sizes).items():
            kept = name in layouts and layouts[name].among(lambda a, o=own: bool(_found(o, a, "/")))
            without = 1.0 if name in ("gamma", "var") else 0.0
            if (not kept or not _found(own, kept.address, "/")) and not np.all(array == without):
                lacking.append(name)
    return lacking


def parts_of(state: Arrays, layer: Any) -> list[tuple[Arrays, Any]]:
    """Return the parts of a layer that are concepts, each with PyTorch's weights: one, or one for each direction."""
    if type(layer).__name__ != "Bidirectional":
        return [(state, layer)]
    forward = {name: each for name, each in state.items() if not name.endswith("_reverse")}
    backward = {
        name.removesuffix("_reverse"): each for name, each in state.items() if name.endswith("_reverse")
    }
    return [(forward, layer.forward_layer), (backward, layer.backward_layer)]


def _found(weights: Mapping[str, Any], address: str, separator: str) -> str:
    """Return the one full address that ends with a given one, "" if none or several do."""
    found = [each for each in weights if f"{separator}{each}".endswith(separator + address)]
    return found[0] if len(found) == 1 else ""
