"""Words of Keras that every script uses: a tensor, a model with its weights, a call."""

import numpy as np

from comparisons.reproducing.literals import of_array, of_call
from comparisons.reproducing.placing import Placed


def tensor(said: Placed, array: np.ndarray) -> str:
    """Return a tensor as it is written."""
    if array.dtype.kind != "f":
        return f'keras.ops.convert_to_tensor({listed(array)}, "{array.dtype}")'
    return f'keras.ops.convert_to_tensor({listed(array, said.stored)}, "{said.stored}")'


def listed(array: np.ndarray, stored: str = "", indent: int = 0) -> str:
    """Return an array as lists, or as zeros of its shape where lists cannot say that."""
    if not array.size and array.ndim > 1:
        return f"np.zeros({array.shape})"
    return of_array(array, stored, indent)


def read(said: Placed, what: str) -> str:
    """Return the code that reads a tensor as an array."""
    what = f'keras.ops.cast({what}, "float32")' if said.precision.is_half else what
    return f"keras.ops.convert_to_numpy({what})"


def built(said: Placed) -> list[str]:
    """Return the lines that build the model and load its weights."""
    lines = [f"model = build({of_call(said.calls['build'])})"]
    if said.weights:
        lines.append("weights = {weight.path: weight for weight in model.weights}")
        for name, array in said.weights.items():
            lines.append(
                f'weights["{name}"].assign({listed(array, said.stored if array.dtype.kind == "f" else "")})'
            )
    return lines


def call(said: Placed, names: list[str], training: bool | None = None) -> str:
    """Return the code that calls the model on tensors by these names, as its kind is called."""
    mode = f", training={said.training if training is None else training}"
    if said.form == "loss":
        prediction, truth = names
        return f"model({truth}, {prediction})"
    if said.form == "model":
        return f"model({names[0] if len(names) == 1 else '[' + ', '.join(names) + ']'}{mode})"
    return f"model({', '.join(names)}{mode if said.form == 'layer' else ''})"


def decorator(said: Placed) -> str:
    """Return what compiles a function on TensorFlow in this mode."""
    return "tf.function(jit_compile=True)" if said.mode == "xla" else "tf.function"
