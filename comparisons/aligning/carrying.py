"""Weights are carried from one model to the other and written to a file, once all agrees."""

from pathlib import Path
from typing import Any

import numpy as np

from comparisons.aligning import kinds, safetensors, weights
from comparisons.aligning.relations import Relation
from comparisons.errors import Mistake

#: What can be written: Keras's files, and PyTorch's state as safetensors.
ENDINGS = (".keras", ".weights.h5", ".safetensors")


def demand_ending(out: str) -> None:
    """Raise Mistake if a file's name does not say what is to be written."""
    if not out.endswith(ENDINGS):
        raise Mistake(f"{out!r} does not say what to write; allowed: {', '.join(ENDINGS)}")
    folder = Path(out).parent
    if not folder.is_dir():
        raise Mistake(f"there is no folder {str(folder)!r} to write {Path(out).name} to")


def write(out: str, torch_model: Any, keras_model: Any, pairs: list[tuple[Any, Any, Any]]) -> int:
    """Write a file; return how many arrays it holds.

    out      ``.keras`` or ``.weights.h5``: Keras's model, which holds PyTorch's weights. ``.safetensors``: the state of
             PyTorch's model with Keras's weights in the places that ``pairs`` say
    pairs    (module, layer, how its input stands in Keras) of every pair of layers
    """
    if out.endswith(".keras"):
        keras_model.save(out)
        return len(keras_model.weights)
    if out.endswith(".weights.h5"):
        keras_model.save_weights(out)
        return len(keras_model.weights)
    state = to_torch(torch_model, pairs)
    safetensors.write(out, state)
    return len(state)


def to_torch(torch_model: Any, pairs: list[tuple[Any, Any, Any]]) -> dict[str, np.ndarray]:
    """Return the state of PyTorch's model with Keras's weights in the places of its own, by address.

    What was taken apart shares its numbers with the whole: they are written there, read, and put back.
    """
    import torch

    before = [
        (module, name, tensor.clone()) for module, *_ in pairs for name, tensor in module.state_dict().items()
    ]
    try:
        with torch.no_grad():
            for module, layer, relation in pairs:
                kept = module.state_dict()
                for address, array in back(module, layer, relation).items():
                    kept[address].copy_(torch.from_numpy(np.ascontiguousarray(array)))
        return weights.of_module(torch_model)
    finally:
        with torch.no_grad():
            for module, name, tensor in before:
                module.state_dict()[name].copy_(tensor)


def back(module: Any, layer: Any, relation: Relation) -> dict[str, np.ndarray]:
    """Return what every weight of a module is that a layer of Keras was carried back to, by address."""
    own, sizes, found = weights.of_module(module), weights.sizes_of(module), {}
    for part, sublayer in weights.parts_of(own, layer):
        concept = kinds.concept_of(sublayer)
        arrays = weights.read(kinds.layouts(concept, "keras"), weights.of_layer(sublayer), "/", sizes)
        if concept.name == "linear.dense" and "W" in arrays:
            kernel = arrays["W"].reshape(part["weight"].shape[1], part["weight"].shape[0])
            arrays["W"] = kernel if relation.rows is None else kernel[np.argsort(relation.rows)]
            arrays |= {"b": arrays["b"].reshape(-1)} if "b" in arrays else {}
            if relation.columns is not None:
                arrays = {name: each[..., np.argsort(relation.columns)] for name, each in arrays.items()}
        made = weights.write(kinds.layouts(concept, "pytorch"), arrays, part, ".", sizes)
        backward = type(layer).__name__ == "Bidirectional" and sublayer is layer.backward_layer
        found |= {f"{address}_reverse" if backward else address: array for address, array in made.items()}
    return found
