"""On which machine and with which versions a report was made."""

import os
import platform
import sys
from datetime import UTC, datetime
from pathlib import Path

from comparisons.desk.plan import Plan
from comparisons.processes.installed import installed


def describe_environment(plan: Plan, command: str) -> dict:
    """Return versions, processor, threads, BLAS and devices of a run, as far as its workers have said."""
    import psutil

    versions = {"triptych": installed("triptych"), "python": platform.python_version()}
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


def _processor() -> str:
    """Return the processor's name as the operating system tells it."""
    if sys.platform == "linux":
        for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()
