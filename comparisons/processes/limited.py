"""A limit of time within a process, for code of people's own that may hang."""

import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager


class OutOfTime(BaseException):
    """Raised inside the code that takes too long; no Exception, which that code may catch."""


@contextmanager
def limited(seconds: float) -> Iterator[None]:
    """Within, raise OutOfTime after so many seconds; 0 sets no limit.

    Time is limited where signals can be: in the main thread, not on Windows, and while Python runs. An alarm that
    somebody else has set, as a test runner may, is kept, and goes first if it is the shorter one.
    """
    if (
        not seconds
        or not hasattr(signal, "setitimer")
        or threading.current_thread() is not threading.main_thread()
    ):
        yield
        return
    before = signal.getitimer(signal.ITIMER_REAL)[0]
    if before and before < seconds:
        yield
        return

    def stop(number, frame):
        raise OutOfTime

    handler = signal.signal(signal.SIGALRM, stop)
    start = time.monotonic()
    signal.setitimer(signal.ITIMER_REAL, seconds, 0.1)  # again and again: code may catch the first
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, handler)
        if before:
            signal.setitimer(signal.ITIMER_REAL, max(before - (time.monotonic() - start), 0.001))
