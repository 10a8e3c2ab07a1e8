"""The most memory that this process has held at once, by the operating system's own accounting."""

import resource
import sys
from contextlib import suppress
from pathlib import Path

STATUS, RESET = Path("/proc/self/status"), Path("/proc/self/clear_refs")


def forget_peak() -> None:
    """Let the peak begin anew from what is held now. Only Linux can; elsewhere it is that of the process's life."""
    if sys.platform == "linux":
        with suppress(OSError):  # some containers forbid it, and then it is as elsewhere
            RESET.write_text("5")


def peak_mib() -> float:
    """Return the peak of resident memory in MiB since :func:`forget_peak`."""
    if sys.platform == "linux":
        for line in STATUS.read_text().splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) / 2**10
    unit = 1 if sys.platform == "darwin" else 2**10  # ru_maxrss is in bytes on macOS, in KiB elsewhere
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 2**20
