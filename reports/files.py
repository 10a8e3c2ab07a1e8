"""Files that are whole or not there at all."""

import os
from pathlib import Path


def put(path: Path, content: bytes) -> None:
    """Write a file at one stroke: beside its place first, then moved there. Folders are made as needed.

    Raises OSError, with the path, if it cannot be written; then the file that was there before is still there.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        beside.write_bytes(content)
        beside.replace(path)
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise OSError(error.errno, error.strerror, str(path)) from error
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
