"""One process a framework: what crashes or hangs there is a message here, and idle threads disturb nobody."""

import os
import signal
import subprocess
import sys
import tempfile
import time
import traceback
from collections import Counter
from contextlib import suppress
from multiprocessing import Pipe

from platformdirs import user_cache_path

from comparisons.errors import Lacking, one_line, show_traceback
from comparisons.processes.adapters import adapter
from comparisons.processes.elsewhere import variables
from comparisons.processes.guardian import Guardian
from comparisons.processes.memory import KEEP_MEMORY
from comparisons.processes.quiet import Bystanders
from comparisons.processes.workshop import Task, Workshop, nothing

THREAD_VARIABLES = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS")

#: The question that asks for nothing.
EMPTY = (nothing, ())

#: With its caches on disk torch.compile finds what it compiled on another day: the clock would see a tenth of its cost,
#: and everybody else is glad of it.
COMPILE_ANEW = {"TORCHINDUCTOR_FORCE_DISABLE_CACHES": "1"}
COMPILE_ONCE = {"TORCHINDUCTOR_CACHE_DIR": str(user_cache_path("triptych") / "inductor")}

#: After so many questions of one kind in a row that had no answer in time, no more of that kind is asked: each costs
#: the time-out and a new process.
GIVE_UP = 2


class Trouble(Exception):
    """A framework gave no result; ``verdict`` is ``unavailable``, ``crashed`` or ``timed out``."""

    def __init__(self, verdict: str, reason: str):
        super().__init__(reason)
        self.verdict, self.reason = verdict, reason


class Worker:
    """A process of its own for one framework. It starts at the first question, and again after a crash.

    ``timeout`` is in seconds, for one question; starting has ``startup_timeout``. ``label`` tells two workers of one
    framework apart. What it compiles it compiles ``anew``, or else once for all days. ``python`` is the Python that it
    runs, this one or that of another environment.
    """

    def __init__(
        self,
        framework: str,
        device: str = "cpu",
        threads: int = 1,
        timeout: float = 120,
        startup_timeout: float = 180,
        label: str = "",
        anew: bool = True,
        python: str = sys.executable,
    ):
        self.framework, self.device, self.threads = framework, device, threads
        self.label, self.anew, self.python = label or framework, anew, python
        self.timeout, self.startup_timeout = timeout, startup_timeout
        self.facts: dict = {}
        self._process: subprocess.Popen | None = None
        self._lost: Trouble | None = None
        self._unanswered: Counter = Counter()

    def start(self) -> dict:
        """Start the process if it is not running; return what it says of itself: versions, devices, BLAS.

        Raises Trouble: ``unavailable`` if the framework cannot be imported or has no such device, ``timed out`` if the
        time-out is too short for any answer.
        """
        if self._lost:
            raise self._lost
        if self._process:
            return self.facts
        self._errors = tempfile.TemporaryFile()  # noqa: SIM115  closed by stop()
        self._leavings = tempfile.TemporaryDirectory(prefix="triptych-", ignore_cleanup_errors=True)
        self._connection, theirs = Pipe()
        environment = (
            variables(self.python) | KEEP_MEMORY | dict.fromkeys(THREAD_VARIABLES, str(self.threads))
        )
        environment |= COMPILE_ANEW if self.anew else COMPILE_ONCE
        environment |= dict(TMPDIR=self._leavings.name, PYTHONIOENCODING="utf-8")
        if self.device == "cpu":
            environment["CUDA_VISIBLE_DEVICES"] = ""  # TensorFlow computes on a GPU wherever it sees one
        self._process = subprocess.Popen(
            [self.python, "-m", "comparisons.processes.serving", str(theirs.fileno())],
            pass_fds=[theirs.fileno()],
            stdin=subprocess.DEVNULL,
            stdout=self._errors,
            stderr=self._errors,
            env=environment,
            start_new_session=True,  # Ctrl-C is the coordinator's to handle
        )
        theirs.close()
        self._guardian = Guardian(self._process.pid, self._leavings.name)
        try:
            self.facts = self._exchange((self.framework, self.device, self.threads), self.startup_timeout)
        except Trouble as trouble:
            self.stop()
            self._lost = Trouble("unavailable", trouble.reason)
            raise self._lost from None
        asked = time.monotonic()
        with suppress(Trouble):
            self._exchange(EMPTY, self.timeout)
        if self._process is None or time.monotonic() - asked > self.timeout:
            self.stop()
            reason = f"no answer within {self.timeout:g} s, not even to an empty question"
            self._lost = Trouble("timed out", reason)
            raise self._lost
        return self.facts

    def ask(self, task: Task, *arguments):
        """Have a task done there and return its result. Raises Trouble if there is none."""
        kind = task, *arguments[:1]
        if self._unanswered[kind] >= GIVE_UP:
            reason = (
                f"not asked, since {GIVE_UP} such questions in a row had no answer within {self.timeout:g} s"
            )
            raise Trouble("timed out", reason)
        self.start()
        try:
            result = self._exchange((task, arguments), self.timeout)
        except Trouble as trouble:
            self._unanswered[kind] += trouble.verdict == "timed out"
            raise
        self._unanswered[kind] = 0
        return result

    def beside(self, framework: str, label: str, device: str = "cpu", threads: int = 0) -> "Worker":
        """Return one more worker with the same time-outs, and threads if no others are asked for, not yet started."""
        choices = threads or self.threads, self.timeout, self.startup_timeout, label, self.anew, self.python
        return Worker(framework, device, *choices)

    def bystanders(self) -> Bystanders | None:
        """Return a watch on everything else that runs here, None if the process does not run."""
        return Bystanders(self._process.pid) if self._process else None

    def kill(self) -> None:
        """End the process, from any thread: the thread that waits for its answer finds it dead, and clears up."""
        if process := self._process:
            _kill(process)

    def stop(self) -> None:
        """End the process at once and clear up; the next question starts another. Only one thread may own a worker."""
        if self._process:
            _kill(self._process)
            self._guardian.dismiss()  # not before: this process may be killed at any line
            self._process.wait()
            self._connection.close()
            self._errors.close()
            self._leavings.cleanup()
            self._process = None

    def _exchange(self, message, timeout: float):
        try:
            self._connection.send(message)
            if not self._connection.poll(timeout):
                self.stop()
                raise Trouble("timed out", f"no answer within {timeout:g} s")
            state, result = self._connection.recv()
        except (EOFError, OSError):
            raise Trouble("crashed", self._last_words()) from None
        if state != "done":
            reason, details = result
            show_traceback(details)
            raise Trouble(state, reason)
        return result

    def _last_words(self) -> str:
        code = self._process.wait()
        end = f"was killed by {signal.Signals(-code).name}" if code < 0 else f"ended with exit code {code}"
        self._errors.seek(0)
        lines = self._errors.read().decode(errors="replace").strip().splitlines()
        self.stop()
        return f"the process {end}" + (f"; it last said: {lines[-1]}" if lines else "")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.stop()


class Here:
    """What stands in for a worker where its framework may as well compute in this process, as in a notebook."""

    def __init__(self, framework: str, device: str = "cpu"):
        self.framework, self.label, self.device = framework, framework, device
        self._workshop = None

    def start(self) -> dict:
        """Import the framework. Raises Trouble (``unavailable``) if that is impossible."""
        if self._workshop is None:
            try:
                self._workshop = Workshop(adapter(self.framework), self.device)
            except ImportError as error:
                reason = f"{self.framework} cannot be imported: {one_line(error, placed=False)}"
                raise Trouble("unavailable", reason) from error
        return {}

    def ask(self, task: Task, *arguments):
        """Do a task here and return its result. Raises Trouble if there is none."""
        self.start()
        try:
            return task(self._workshop, *arguments)
        except Lacking as error:
            raise Trouble("unavailable", str(error)) from error
        except Exception as error:  # a row says so, and the run goes on
            show_traceback(traceback.format_exc())
            raise Trouble("crashed", one_line(error)) from error

    def beside(self, framework: str, label: str, device: str = "cpu") -> "Here":
        """Return one more for this process."""
        return Here(framework, device)

    def kill(self) -> None:
        """Do nothing: there is no process."""

    def stop(self) -> None:
        """Do nothing: there is no process."""


def _kill(process: subprocess.Popen) -> None:
    """Kill a process and what it started, such as a C++ compiler."""
    with suppress(
        ProcessLookupError, PermissionError
    ):  # all of it is dead already, as Linux and macOS put it
        os.killpg(process.pid, signal.SIGKILL)
