"""An environment with versions of its own: resolved and installed by uv, kept in a cache, and found there again.

The project itself is linked into it, wherever it lies, a checkout or what is installed: all environments run the same
code, and it is the versions alone that differ. Indexes, mirrors and builds are uv's to choose, by its own settings:
with ``UV_TORCH_BACKEND=cpu``, say, it takes PyTorch's builds without CUDA.
"""

import hashlib
import importlib.metadata
import os
import re
import shutil
import subprocess
import sys
import sysconfig
import tomllib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from packaging.requirements import Requirement

from comparisons.declaring.catalogue import HOUSE
from comparisons.errors import Mistake
from comparisons.versions.asked import NAMES_OF, PANELS_OF, installed

#: What is linked into an environment.
TREES = ("triptych", "comparisons", "scratch", "reference", "reports")

#: Gigabytes on disk, about: of all that is neither of these, and of each of these; PyTorch's with CUDA.
REST, LARGE, CUDA = 0.9, {"tensorflow": 1.3, "tensorflow-cpu": 1.3, "torch": 0.8}, 7.0


class Unresolved(Exception):
    """uv finds no such versions, or cannot install them; the message is its reason in a line."""


@dataclass(frozen=True)
class Environment:
    """Versions by package, as they were asked for, all that is required, and the folder in which it is, or will be."""

    versions: Mapping[str, str]
    requirements: tuple[str, ...]
    folder: Path

    @classmethod
    def of(cls, versions: Mapping[str, str], frameworks: Collection[str], cache: Path) -> "Environment":
        """Return the environment of some versions for some panels; whatever else computes has the version of here."""
        required = requirements(versions, frameworks)
        told = "\n".join([*required, sys.version, sys.prefix, str(HOUSE)])
        digest = hashlib.sha256(told.encode()).hexdigest()[:8]
        return cls(versions, required, cache / f"{slug(versions)}-{digest}")

    @property
    def name(self) -> str:
        """The versions as people say them: keras 3.12, torch 2.9."""
        return ", ".join(f"{package} {each}" for package, each in self.versions.items())

    @property
    def python(self) -> Path:
        """Its Python; the environment is there as soon as this is."""
        return self.folder / "bin" / "python"

    @property
    def is_there(self) -> bool:
        """Whether it has been made."""
        return self.python.exists()

    def resolve(self) -> list[str]:
        """Return every package and version that it is made of. Raises Unresolved, and Mistake if there is no uv."""
        options = ("--python", sys.executable, "--no-header", "--no-annotate", "--quiet", "-")
        return _uv("pip", "compile", *options, given="\n".join(self.requirements)).split()

    def make(self, packages: list[str]) -> None:
        """Install packages into it and link the project; it is whole, or not there at all. Raises as resolve does."""
        beside = self.folder.with_name(f".{self.folder.name}.{os.getpid()}")
        try:
            _uv("venv", "--quiet", "--python", sys.executable, str(beside))
            exactly = ("--no-deps", "--python", str(beside / "bin" / "python"), "--requirements", "-")
            _uv("pip", "install", "--quiet", *exactly, given="\n".join(packages))
            _link(Path(sysconfig.get_path("purelib", "venv", {"base": str(beside)})))
            if not self.is_there:  # another run may have made it meanwhile
                beside.rename(self.folder)
        finally:
            shutil.rmtree(beside, ignore_errors=True)


def requirements(versions: Mapping[str, str], frameworks: Collection[str]) -> tuple[str, ...]:
    """Return what an environment for some panels requires, with some versions; of other panels nothing."""
    required, own = [], {name: package for package in PANELS_OF for name in NAMES_OF.get(package, (package,))}
    for each in map(Requirement, _declared()):
        package = own.get(each.name)
        if "extra" in str(each.marker or "") or (
            package and PANELS_OF[package] not in (*frameworks, "scratch")
        ):
            continue
        required.append(str(each))
        pinned = versions.get(package) or (installed(package) if package else None)
        if pinned:
            required.append(f"{each.name}=={pinned}" + (f" ; {each.marker}" if each.marker else ""))
    return tuple(required)


def gigabytes(packages: Collection[str]) -> float:
    """Return about how much disk packages take that were resolved."""
    names = {each.partition("==")[0] for each in packages}
    large = LARGE | (dict(torch=CUDA) if any(name.startswith("nvidia-") for name in names) else {})
    return REST + sum(size for name, size in large.items() if name in names)


def slug(versions: Mapping[str, str]) -> str:
    """Return versions as the name of a folder: keras-3.12-torch-2.9."""
    return re.sub(r"[^\w.-]+", "x", "-".join(f"{package}-{each}" for package, each in versions.items()))


def _declared() -> list[str]:
    """Return what this project requires: as its pyproject.toml says in a checkout, else as it was installed."""
    settings = HOUSE / "pyproject.toml"
    if settings.exists():
        return tomllib.loads(settings.read_text(encoding="utf-8"))["project"]["dependencies"]
    return importlib.metadata.requires("triptych") or []


def _link(packages: Path) -> None:
    """Link the project's trees into a folder of packages, and say there which version it is, if that is known."""
    for tree in TREES:
        (packages / tree).symlink_to(HOUSE / tree)
    try:
        version = importlib.metadata.version("triptych")
    except importlib.metadata.PackageNotFoundError:
        return
    about = packages / f"triptych-{version}.dist-info"
    about.mkdir()
    told = f"Metadata-Version: 2.1\nName: triptych\nVersion: {version}\n"
    (about / "METADATA").write_text(told, encoding="utf-8")


@cache
def _binary() -> str:
    try:
        import uv

        return uv.find_uv_bin()
    except (ImportError, FileNotFoundError):
        found = shutil.which("uv")
    if not found:
        raise Mistake("uv is not installed, which makes the environments: pip install uv")
    return found


def _uv(*arguments: str, given: str = "") -> str:
    """Run uv and return its output. Raises Unresolved with its reason."""
    done = subprocess.run(
        [_binary(), *arguments], input=given, capture_output=True, text=True, cwd=HOUSE.anchor
    )
    if done.returncode:
        raise Unresolved(reason(done.stderr) or f"uv ended with exit code {done.returncode}")
    return done.stdout


def reason(said: str) -> str:
    """Return what uv said in one line: its error and the cause, without its marks, hints and greetings."""
    lines = [
        re.sub(r"^(error:|cause:|Caused by:|[×╰─▶├│]+)+\s*", "", line.strip()) for line in said.splitlines()
    ]
    kept = []
    for line in lines:
        if line.startswith("hint:"):
            break
        if line and not line.startswith(("Using Python", "warning:")):
            kept.append(line)
    said = ": ".join([kept[0].rstrip(":"), " ".join(kept[1:])]) if kept[1:] else "".join(kept)
    return " ".join(said.split())[:600]
