"""The folder that a run writes to: one run at a time, and what it cannot hold is written elsewhere."""

import fcntl
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from comparisons.errors import Mistake

T = TypeVar("T")

#: While a run writes to a folder it holds a lock on this file in it. The system lets go of it however the run ends.
LOCK = ".triptych.lock"


@contextmanager
def writing(given: str) -> Iterator[Path]:
    """Yield the folder that ``--out`` names, made if need be, and keep other runs out of it meanwhile.

    Raises Mistake if it is "", if it cannot be written to, and if another run writes to it: before a long run, not
    after it.
    """
    if not given.strip():
        raise Mistake("--out is empty; name the folder to write to, . for this one")
    folder = Path(given)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = _lock(folder)
    except OSError as error:
        raise Mistake(
            f"cannot write to --out {given!r}: {os.strerror(error.errno)}; name a folder that can be written"
        ) from error
    try:
        yield folder
    finally:
        (folder / LOCK).unlink(missing_ok=True)
        os.close(lock)


def save(write: Callable[[Path], T], folder: Path) -> tuple[T | None, str]:
    """Let ``write`` fill a folder; if that cannot hold it, a temporary one.

    Return what ``write`` returns, None if neither can, and a sentence on what went wrong, "" if nothing did.
    """
    try:
        return write(folder), ""
    except OSError as error:
        refused = f"cannot write {trouble(error, folder)}"
    try:
        elsewhere = Path(tempfile.mkdtemp(prefix="triptych-"))
    except OSError as error:
        return None, f"{refused}; nor {trouble(error, 'a temporary folder')}"
    try:
        return write(elsewhere), f"{refused}; all of it is in {elsewhere} instead"
    except OSError as error:
        shutil.rmtree(elsewhere, ignore_errors=True)
        return None, f"{refused}; nor {trouble(error, elsewhere)}"


def trouble(error: OSError, path: Path | str = "") -> str:
    """Say which file could not be written and why."""
    return f"{error.filename or path}: {error.strerror or error}"


def _lock(folder: Path) -> int:
    """Return the open file that holds the lock. Raises Mistake if another run holds it."""
    path = folder / LOCK
    while True:
        file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o666)
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            if _is_still(file, path):
                _sign(file, path)
                return file
            os.close(file)  # its owner has just taken it away
        except BlockingIOError:
            owner = os.read(file, 20).decode() or "unknown"
            os.close(file)
            raise Mistake(
                f"another run writes to {str(folder)!r} (process {owner}); wait for its end, or name another --out"
            ) from None
        except OSError:
            os.close(file)
            raise


def _sign(file: int, path: Path) -> None:
    """Write into the lock whose it is, for others to read."""
    try:
        os.ftruncate(file, 0)
        os.write(file, str(os.getpid()).encode())
    except OSError:
        path.unlink()
        raise


def _is_still(file: int, path: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(file), path.stat())
    except FileNotFoundError:
        return False
