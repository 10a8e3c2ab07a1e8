"""Safetensors, written and read."""

import struct

import numpy as np
import pytest

from comparisons.aligning import safetensors
from comparisons.errors import Mistake


def test_what_is_written_is_read(tmp_path):
    arrays = dict(
        a=np.arange(6, dtype="float32").reshape(2, 3),
        b=np.array(3),
        c=np.zeros((0, 2), "float16"),
        d=np.array([True]),
    )
    safetensors.write(str(tmp_path / "w.safetensors"), arrays)
    read = safetensors.read(str(tmp_path / "w.safetensors"))
    assert read.keys() == arrays.keys()
    assert all(
        np.array_equal(read[name], each) and read[name].dtype == each.dtype for name, each in arrays.items()
    )


def test_the_bytes_are_those_of_the_format(tmp_path):
    header = b'{"x":{"dtype":"BF16","shape":[2],"data_offsets":[0,4]},"__metadata__":{"format":"pt"}}'
    path = tmp_path / "w.safetensors"
    path.write_bytes(struct.pack("<Q", len(header)) + header + bytes([0x80, 0x3F, 0x00, 0xC0]))
    assert safetensors.read(str(path))["x"].tolist() == [1.0, -2.0]


@pytest.mark.parametrize(
    "content",
    [b"", b"\0" * 8, b"\xff" * 20, struct.pack("<Q", 2) + b"[]", struct.pack("<Q", 7) + b'{"x":1}'],
)
def test_a_damaged_file_is_one_line(tmp_path, content):
    path = tmp_path / "w.safetensors"
    path.write_bytes(content)
    with pytest.raises(Mistake, match=r"is no safetensors file, or is damaged"):
        safetensors.read(str(path))
