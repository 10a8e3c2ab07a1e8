"""Safetensors: a file of arrays that holds nothing else. Eight bytes of length, a header in JSON, and the numbers.

Source: the format as https://github.com/huggingface/safetensors#format describes it. It is so small that reading and
writing it takes less than depending on it.
"""

import json
import struct
from collections.abc import Mapping

import numpy as np

from comparisons.errors import Mistake

_DTYPES = {
    "F64": "<f8", "F32": "<f4", "F16": "<f2", "I64": "<i8", "I32": "<i4", "I16": "<i2", "I8": "|i1", "U8": "|u1",
    "BOOL": "|b1",
}  # fmt: skip

#: No header is longer, says the format.
LONGEST = 100_000_000


def read(path: str) -> dict[str, np.ndarray]:
    """Return the arrays of a file by name; bfloat16 as float32. Raises Mistake if it is no such file, or is damaged."""
    try:
        with open(path, "rb") as file:  # noqa: PTH123  its bytes are read in two parts
            (length,) = struct.unpack("<Q", file.read(8))
            if length > LONGEST:
                raise ValueError("its header is too long")
            header = json.loads(file.read(length))
            numbers = file.read()
        header.pop("__metadata__", None)
        return {name: _array(numbers, **each) for name, each in header.items()}
    except (ValueError, TypeError, KeyError, struct.error, AttributeError) as error:
        raise Mistake(f"{path} is no safetensors file, or is damaged: {error}") from error


def write(path: str, arrays: Mapping[str, np.ndarray]) -> None:
    """Write arrays to a file by name. Raises Mistake for a dtype that the format has not."""
    names = {kind: name for name, kind in _DTYPES.items()}
    header, parts, start = {}, [], 0
    for name, array in arrays.items():
        kind = array.dtype.newbyteorder("<").str
        if kind not in names:
            raise Mistake(f"{name} is {array.dtype}, which safetensors does not hold")
        part = np.ascontiguousarray(array).astype(kind, copy=False).tobytes()
        header[name] = dict(
            dtype=names[kind], shape=list(array.shape), data_offsets=[start, start + len(part)]
        )
        parts.append(part)
        start += len(part)
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    with open(path, "wb") as file:  # noqa: PTH123
        file.write(struct.pack("<Q", len(text)) + text + b"".join(parts))


def _array(numbers: bytes, dtype: str, shape: list[int], data_offsets: list[int]) -> np.ndarray:
    part = numbers[data_offsets[0] : data_offsets[1]]
    if dtype == "BF16":
        return (np.frombuffer(part, "<u2").astype("<u4") << 16).view("<f4").reshape(shape)
    return np.frombuffer(part, _DTYPES[dtype]).reshape(shape).copy()
