"""Safetensors: a file of arrays that holds nothing else, read and written by the library of that name."""

from collections.abc import Mapping

import numpy as np

from comparisons.errors import Mistake


def read(path: str) -> dict[str, np.ndarray]:
    """Return the arrays of a file by name; bfloat16 as float32. Raises Mistake if it is no such file, or is damaged."""
    from safetensors import SafetensorError
    from safetensors.torch import load_file

    from comparisons.aligning.torch_calls import to_array

    try:
        return {name: to_array(each) for name, each in load_file(path).items()}
    except SafetensorError as error:
        raise Mistake(f"{path} is no safetensors file, or is damaged: {error}") from error


def write(path: str, arrays: Mapping[str, np.ndarray]) -> None:
    """Write arrays to a file by name. Raises Mistake for a dtype that the format has not."""
    from safetensors import SafetensorError
    from safetensors.numpy import save_file

    try:
        save_file({name: np.array(each, order="C") for name, each in arrays.items()}, path)
    except (SafetensorError, KeyError, TypeError, ValueError) as error:
        raise Mistake(f"the arrays cannot be written to {path}: {error}") from error
