"""What is installed here: versions, as packages tell them, and the sources themselves. Nothing is imported for it."""

import platform
from functools import cache
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version

from comparisons.declaring.catalogue import HOUSE

#: The version of what is not installed.
ABSENT = "not installed"

#: The trees that rows come from.
TREES = ("scratch", "reference", "comparisons")


def installed(name: str) -> str:
    """Return the version of a package."""
    try:
        return version(name)
    except PackageNotFoundError:
        return ABSENT


def versions() -> dict[str, str]:
    """Return the versions of this program and of what it compares."""
    own = {"triptych": installed("triptych"), "python": platform.python_version()}
    tensorflow = next(
        (name for name in ("tensorflow", "tensorflow-cpu") if installed(name) != ABSENT), "tensorflow"
    )
    return own | {name: installed(name) for name in ("numpy", "torch", "keras", tensorflow)}


@cache
def sources() -> str:
    """Return a digest of the sources that rows come from, as they were when this process first asked."""
    digest = sha256()
    for path in sorted(path for tree in TREES for path in (HOUSE / tree).rglob("*.py")):
        digest.update(f"{path.relative_to(HOUSE)}\n".encode() + path.read_bytes())
    return digest.hexdigest()[:12]
