"""The command line in a process of its own, on this house or on a copy to plant trouble in."""

import os
import re
import shutil
import signal
import subprocess
import sys
import time

import psutil
import pytest

from comparisons.declaring.catalogue import HOUSE

#: What asks the clock for one turn of each job, however busy the machine is.
ONE_TURN = ["--rounds", "1", "--generations", "1", "--patience", "0"]


def run(*arguments, house=HOUSE, env=(), **settings):
    """Run the command line; ``env`` are variables of its environment."""
    settings = dict(capture_output=True, text=True, cwd=house, timeout=240) | settings
    return subprocess.run(command(*arguments), env=environment(house) | dict(env), **settings)


def begin(*arguments, house=HOUSE, **settings):
    """Begin the command line as a shell does in the foreground, and return its process."""
    return subprocess.Popen(
        command(*arguments), cwd=house, env=environment(house), stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        text=True, preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL), **settings,
    )  # fmt: skip


def interrupt(process, said):
    """Press Ctrl-C when a process has said a line like this on standard error; return what it then says."""
    assert any(re.match(said, line) for line in process.stderr)
    process.send_signal(signal.SIGINT)
    return process.communicate(timeout=120)


def command(*arguments):
    return [sys.executable, "-m", "comparisons.desk.command", *map(str, arguments)]


def environment(house):
    return os.environ | dict(PYTHONPATH=str(house), COLUMNS="80")


@pytest.fixture
def house(tmp_path):
    """A copy of the house to plant trouble in."""
    for tree in ("scratch", "reference", "comparisons", "reports"):
        shutil.copytree(
            HOUSE / tree, tmp_path / "house" / tree, ignore=shutil.ignore_patterns("out", "__pycache__")
        )
    return tmp_path / "house"


def edit(house, path, old, new):
    text = (house / path).read_text(encoding="utf-8")
    assert text.count(old) == 1
    (house / path).write_text(text.replace(old, new), encoding="utf-8")


def wait_for(condition, seconds=60):
    """Wait until something holds, and return whether it does in time."""
    end = time.monotonic() + seconds
    while not (held := condition()) and time.monotonic() < end:
        time.sleep(0.02)
    return held


def alive(process):
    """Say whether a process still runs; one that nobody has heard end does not."""
    return process.is_running() and process.status() != psutil.STATUS_ZOMBIE


def hang_in(house, path, marker, how="while True: time.sleep(0.1)"):
    """Let a panel of a house say that it is at work, by a file, and never end. Return that file."""
    edit(
        house,
        path,
        "return",
        f"import pathlib, time; pathlib.Path({str(marker)!r}).touch()\n    {how}\n    return",
    )
    return marker
