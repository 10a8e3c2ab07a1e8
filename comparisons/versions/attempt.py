"""The check in an environment of its own: made if need be, run there, kept in a folder."""

import signal
import subprocess
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from packaging.specifiers import SpecifierSet

from comparisons.processes.elsewhere import variables
from comparisons.processes.guardian import Guardian
from comparisons.versions.environment import Environment, Unresolved
from reports.kept import ENVIRONMENT, read

#: Exit codes of a check that was carried out: all is good, something fails, a framework is unavailable.
CARRIED_OUT = (0, 1, 3)

#: Seconds that an interrupted check may take to keep what it has.
TO_KEEP = 60


@dataclass(eq=False)
class Attempt:
    """An environment, the folder in which its check is kept, and what is wrong: "" if nothing is.

    ``packages`` are what it is to be made of, empty if it is there. ``state`` is ``waiting``, ``not to be had``,
    ``crashed``, ``interrupted`` or ``done``.
    """

    environment: Environment
    folder: Path
    packages: Sequence[str] = ()
    trouble: str = ""
    state: str = "waiting"

    @property
    def has_run(self) -> bool:
        """Whether its check is kept, if only as far as it came."""
        return self.state in ("done", "interrupted")

    def prepare(self) -> None:
        """Find out which packages are to be installed, if the environment is not there."""
        if not self.environment.is_there:
            try:
                self.packages = self.environment.resolve()
            except Unresolved as error:
                self.state, self.trouble = "not to be had", str(error)

    def carry_out(self, arguments: Sequence[str], resume: bool, say: Callable[[str], None]) -> None:
        """Make the environment and check there, if that is possible; ``say`` is told what goes on."""
        if self.state != "waiting" or (resume and self._is_done(arguments)):
            return
        try:
            if not self.environment.is_there:
                say(f"installing {len(self.packages)} packages")
                self.environment.make(list(self.packages))
        except Unresolved as error:
            self.state, self.trouble = "not to be had", str(error)
            return
        (self.folder / ENVIRONMENT).unlink(missing_ok=True)  # what was kept there before is not this run's
        try:
            self.trouble = _check(self.environment, self._command(arguments), say)
        except KeyboardInterrupt:
            self.state = "interrupted" if (self.folder / ENVIRONMENT).exists() else "waiting"
            raise
        self.state = "crashed" if self.trouble else "done"

    def _command(self, arguments: Sequence[str]) -> list[str]:
        return ["check", *arguments, "--out", str(self.folder), "--plain"]

    def _is_done(self, arguments: Sequence[str]) -> bool:
        """Say whether the folder holds this very check, whole, in these versions; then it counts as done."""
        try:
            told = read(self.folder).environment
        except ValueError:
            return False
        same = told.get("command") == " ".join(["triptych", *self._command(arguments)])
        versions = told.get("versions") or {}
        right = all(
            package in versions and SpecifierSet(f"=={each}").contains(versions[package], prereleases=True)
            for package, each in self.environment.versions.items()
        )
        if same and right and not told.get("interrupted"):
            self.state = "done"
        return self.state == "done"


def _check(environment: Environment, command: Sequence[str], say: Callable[[str], None]) -> str:
    """Run the command line in an environment; return why it could not be carried out, "" if it was.

    Ctrl-C is handed on, so that the check keeps what it has, and raised.
    """
    with tempfile.TemporaryDirectory(prefix="triptych-", ignore_cleanup_errors=True) as leavings:
        process = subprocess.Popen(
            [str(environment.python), "-m", "triptych", *command],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            env=variables(str(environment.python)) | dict(TMPDIR=leavings),
            start_new_session=True,  # Ctrl-C is handed on once, by this process
        )
        guardian = Guardian(process.pid, leavings)
        last = ""
        try:
            for line in process.stderr:
                last = line.strip() or last
                say(last)
            code = process.wait()
        except BaseException:
            process.send_signal(signal.SIGINT)
            try:
                process.communicate(timeout=TO_KEEP)
            except subprocess.TimeoutExpired:
                process.kill()
            raise
        finally:
            guardian.dismiss()
            process.wait()
    return "" if code in CARRIED_OUT else f"the check ended with exit code {code}: {last}"
