"""Arrays in files: npz, as NumPy writes it."""

import zipfile
import zlib
from contextlib import suppress
from pathlib import Path

import numpy as np

from comparisons.errors import Mistake
from comparisons.judging.precision import DTYPES
from comparisons.loading import existing

#: How to write a file that can be read.
HOW = "write one with np.savez(FILE, x=x, W=W)"


def read_arrays(path: str) -> dict[str, np.ndarray]:
    """Return the arrays of an npz file by name; of one that ``ask`` has written, what was asked and no answer.

    Raises Mistake if there is no such file, if it is of another kind, and if it holds what is no array of numbers.
    """
    file = existing(Path(path), "*.npz")
    if not zipfile.is_zipfile(file):
        what = "is no npz file"
        with suppress(ValueError, OSError, EOFError, zipfile.BadZipFile):
            np.load(file, allow_pickle=False)
            what = "holds one array without a name"
        raise Mistake(f"{path} {what}; {HOW}")
    try:
        with np.load(file, allow_pickle=False) as read:
            return {name: read[name] for name in read.files if name.partition("/")[0] not in DTYPES}
    except (ValueError, OSError, EOFError, zipfile.BadZipFile, zlib.error) as error:
        what = (
            "holds Python objects, which are not read"
            if "pickle" in str(error)
            else f"cannot be read: {error}"
        )
        raise Mistake(f"{path} {' '.join(what.split())}; {HOW}") from None


def demand_writable(path: str) -> Path:
    """Return the path of an npz file to write to. Raises Mistake if it cannot be one: before a long run, not after."""
    file = Path(path)
    if file.suffix != ".npz":
        raise Mistake(f"--write writes an npz file, and {path!r} does not end so; name FILE.npz")
    if not file.parent.is_dir():
        raise Mistake(f"cannot write to {path!r}: there is no folder {str(file.parent)!r}")
    if file.is_dir():
        raise Mistake(f"cannot write to {path!r}: it is a folder")
    return file
