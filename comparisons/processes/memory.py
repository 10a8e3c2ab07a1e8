"""Memory of this process: what its allocator keeps, and the most it has held, by the operating system's accounting."""

import ctypes
import resource
import sys
import time
from contextlib import suppress
from pathlib import Path

from comparisons.processes.workshop import Workshop

#: glibc gives large arrays back to the system when they are freed, or keeps them, depending on what lies above them on
#: the heap: by that chance a batch normalization took 1 or 2.3 times as long for the whole life of a process. With
#: these variables every worker keeps them, and then the ratio of a process to its twin is 0.998.
KEEP_MEMORY = {"MALLOC_MMAP_THRESHOLD_": str(2**30), "MALLOC_TRIM_THRESHOLD_": str(2**33)}

STATUS, RESET = Path("/proc/self/status"), Path("/proc/self/clear_refs")


def forget_peak() -> None:
    """Let the peak begin anew from what is held now. Only Linux can; elsewhere it is that of the process's life."""
    if sys.platform == "linux":
        with suppress(OSError):  # some containers forbid it, and then it is as elsewhere
            RESET.write_text("5")


def give_back() -> None:
    """Give the system what the allocator keeps without need, so that the next peak is the next concept's own."""
    if sys.platform == "linux":
        with suppress(AttributeError):  # musl has no such call
            ctypes.CDLL(None).malloc_trim(0)


def peak_mib() -> float:
    """Return the peak of resident memory in MiB since :func:`forget_peak`."""
    if sys.platform == "linux":
        for line in STATUS.read_text().splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) / 2**10
    unit = 1 if sys.platform == "darwin" else 2**10  # ru_maxrss is in bytes on macOS, in KiB elsewhere
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 2**20


def usage(workshop: Workshop) -> dict[str, float]:
    """Return what a worker's process has used since it began: the most memory, in MiB, and the processor's seconds."""
    return dict(peak_mib=round(peak_mib(), 1), cpu_s=round(time.process_time(), 2))
