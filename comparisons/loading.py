"""People's own code: an object by ``file.py:name`` or ``package.module:name``, found as Python finds it."""

import importlib
import importlib.util
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

from comparisons.errors import Mistake, one_line, unknown


def load_object(where: str) -> Any:
    """Return what a file or a module calls by a name.

    where    ``folder/file.py:name``, ``package.module:name``; the name may be one within another: ``Outer.inner``

    A file finds its neighbours, as if it were run. Raises Mistake if there is no such file or module, if it cannot be
    imported, and if it has no such name.
    """
    place, colon, name = where.rpartition(":")
    if not (colon and place and name):
        raise Mistake(f"{where!r} names no object; write FILE:NAME, as in my_lstm.py:MyLSTM")
    found = _file(Path(place)) if place.endswith(".py") else _module(place)
    for part in name.split("."):
        if not hasattr(found, part):
            names = (
                [each for each in vars(found) if not each.startswith("_")]
                if hasattr(found, "__dict__")
                else []
            )
            raise unknown(f"name in {place}:", part, names)
        found = getattr(found, part)
    return found


def existing(path: Path, pattern: str = "*") -> Path:
    """Return a path if there is such a file. Raises Mistake, with the nearest of the files like the ``pattern``."""
    if not path.is_file():
        near = [each.name for each in path.parent.glob(pattern)] if path.parent.is_dir() else []
        raise unknown(
            "file", path.name, near, where=f"in {path.parent}" if near else f"there is none in {path.parent}"
        )
    return path


def _file(path: Path) -> ModuleType:
    path = existing(path, "*.py").resolve()
    name = path.stem
    if name in sys.modules and getattr(sys.modules[name], "__file__", None) != str(path):
        name = f"{name} of {path.parent}"  # another module has its name
    if name in sys.modules:
        return sys.modules[name]
    sys.path.insert(0, str(path.parent))
    spec = importlib.util.spec_from_file_location(name, path)
    module = sys.modules[name] = importlib.util.module_from_spec(spec)
    try:
        spec.loader.exec_module(module)
    except (Exception, SystemExit) as error:  # whatever a person's file raises is the line that they read
        del sys.modules[name]
        raise Mistake(f"{path.name} cannot be imported: {one_line(error)}") from error
    finally:
        sys.path.remove(str(path.parent))
    return module


def _module(name: str) -> ModuleType:
    try:
        return importlib.import_module(name)
    except (Exception, SystemExit) as error:
        raise Mistake(f"{name} cannot be imported: {one_line(error)}") from error
