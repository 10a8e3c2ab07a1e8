"""On which machine and with which versions a report was made."""

import os
import platform
import sys
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from comparisons.desk.plan import Plan

#: The version of what is not installed.
ABSENT = "not installed"


def describe_environment(plan: Plan, command: str) -> dict:
    """Return versions, processor, threads, BLAS and devices of a run, as far as its workers have said."""
    import psutil

    versions = {"triptych": _installed("triptych"), "python": platform.python_version()}
    for facts in plan.facts.values():
        versions |= facts["versions"]
    return dict(
        date=datetime.now(UTC).isoformat(timespec="seconds"),
        command=command,
        system=platform.platform(),
        processor=_processor(),
        cores=os.cpu_count(),
        memory_gib=round(psutil.virtual_memory().total / 2**30, 1),
        threads=plan.threads,
        device=plan.device,
        versions=versions,
        devices={name: facts["devices"] for name, facts in plan.facts.items()},
        libraries={name: facts["libraries"] for name, facts in plan.facts.items()},
        unavailable=plan.unavailable,
    )


def versions() -> dict[str, str]:
    """Return the versions of this program and of what it compares, as they are installed; nothing is imported."""
    own = {"triptych": _installed("triptych"), "python": platform.python_version()}
    tensorflow = next(
        (name for name in ("tensorflow", "tensorflow-cpu") if _installed(name) != ABSENT), "tensorflow"
    )
    return own | {name: _installed(name) for name in ("numpy", "torch", "keras", tensorflow)}


def _installed(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ABSENT


def _processor() -> str:
    """Return the processor's name as the operating system tells it."""
    if sys.platform == "linux":
        for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()
