"""A uv that resolves at once and installs nothing, for tests without a network: its environments run this Python."""

import sys

import pytest

from comparisons.declaring.catalogue import HOUSE
from comparisons.versions import environment

#: Of NumPy 2.9 it knows nothing; 2.8 cannot be installed; the environment of 2.7 is broken.
_UV = f"""#!{sys.executable}
import os, pathlib, sys

arguments, given = sys.argv[1:], "" if sys.argv[1] == "venv" else sys.stdin.read()
with open(os.environ["FAKE_UV_LOG"], "a") as log:
    print(*arguments[:2], file=log)
if arguments[:2] == ["pip", "compile"]:
    if "numpy==2.9" in given:
        print("  × No solution found when resolving dependencies:", file=sys.stderr)
        print("  ╰─▶ Because there is no version of numpy==2.9, it is so.", file=sys.stderr)
        print("hint: look elsewhere", file=sys.stderr)
        sys.exit(1)
    print("\\n".join(line for line in given.split("\\n") if "==" in line and ";" not in line))
elif arguments[0] == "venv":
    folder = pathlib.Path(arguments[-1])
    (folder / "lib/python{sys.version_info.major}.{sys.version_info.minor}/site-packages").mkdir(parents=True)
    (folder / "bin").mkdir()
    python = folder / "bin" / "python"
    python.write_text("#!/bin/sh\\nPYTHONPATH={HOUSE} exec {sys.executable} \\"$@\\"\\n")
    python.chmod(0o755)
elif "numpy==2.8" in given:
    print("error: Failed to fetch: numpy", "Caused by: the disk is full", sep="\\n  ", file=sys.stderr)
    sys.exit(2)
elif "numpy==2.7" in given:
    python = pathlib.Path(arguments[arguments.index("--python") + 1])
    python.write_text("#!/bin/sh\\necho 'ImportError: no such thing' >&2\\nexit 9\\n")
"""


@pytest.fixture
def uv(tmp_path, monkeypatch):
    """A uv that installs nothing; return what it was asked so far."""
    path, log = tmp_path / "uv", tmp_path / "uv.log"
    path.write_text(_UV)
    path.chmod(0o755)
    monkeypatch.setattr(environment, "_binary", lambda: str(path))
    monkeypatch.setenv("FAKE_UV_LOG", str(log))
    return lambda: log.read_text().splitlines() if log.exists() else []
