"""Whether a process had the machine to itself: how busy the processors were with something else meanwhile."""

import os
import time
from collections.abc import Callable
from contextlib import suppress

import psutil

#: A turn is disturbed if everything else used more than this share of one processor. Beside a busy neighbour threads
#: that wait for each other take twenty times as long, and no median over few turns would survive that.
DISTURBED = 0.15
RETRY_SECONDS = 0.05

#: The system counts processor time by ticks: of what is read, so many seconds may be another moment's.
TICK_SECONDS = 1 / os.sysconf("SC_CLK_TCK") if hasattr(os, "sysconf") else 1 / 64


class Patience:
    """How long a run waits for a quiet machine in all, in seconds; after that it takes turns as they come.

    ``tell`` is called with a sentence whenever it waits, and with "" when it need wait no more.
    """

    def __init__(self, seconds: float, tell: Callable[[str], None] = lambda waiting: None):
        self.seconds, self.tell = seconds, tell
        self._all, self._waits = seconds, False

    def wait(self, lost: float) -> bool:
        """Wait a little and return True, if there is patience left after a turn that was lost, in seconds."""
        if self.seconds <= 0:
            return False
        self._waits = True
        waited, most = self._all - self.seconds + lost, self._all
        self.tell(f"waiting for a quiet machine, {waited:.0f} s so far, {most:.0f} s at most")
        time.sleep(RETRY_SECONDS)
        self.seconds -= lost + RETRY_SECONDS
        return True

    def over(self) -> None:
        """Say that a turn was taken."""
        if self._waits:
            self._waits = False
            self.tell("")


class Bystanders:
    """Everything that runs here but one process; steal, what a host takes away from a virtual machine, is among it."""

    def __init__(self, pid: int):
        self._process = psutil.Process(pid)
        self._before = self._read()

    def share(self) -> float:
        """Return which share of one processor they have used since this was last asked, or made; 0 if all slept."""
        before, self._before = self._before, self._read()
        busy, own, idle = (now - then for now, then in zip(self._before, before, strict=True))
        elapsed = (busy + idle) / (psutil.cpu_count() or 1)
        return max(0.0, busy - own - TICK_SECONDS) / elapsed if elapsed > 0 else 0.0

    def _read(self) -> tuple[float, float, float]:
        every, own = psutil.cpu_times(), (0.0, 0.0)
        with suppress(psutil.NoSuchProcess):  # it died: whoever asked it will hear so
            own = self._process.cpu_times()[:2]
        idle = every.idle + getattr(every, "iowait", 0.0)
        # guests are in user and nice already
        guests = getattr(every, "guest", 0.0) + getattr(every, "guest_nice", 0.0)
        return sum(every) - idle - guests, sum(own), idle
