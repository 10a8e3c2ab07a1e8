"""Nobody is left behind: a process that computes for this one ends when this one does, however it ends."""

import subprocess

#: A shell that reads until whoever holds the other end is gone; then it kills a group and takes its folder away.
_SCRIPT = 'read -r _; kill -s KILL -- "-$1"; rm -rf -- "$2"'


class Guardian:
    """Kills a process and what it started when this process ends, also by SIGKILL, and takes away what it wrote.

    ``group`` is that process's id; it must lead a group of its own. ``folder`` is its temporary folder. The process
    could not see to this itself: while a long call into C holds Python's lock, none of its threads runs.
    """

    def __init__(self, group: int, folder: str):
        self._shell = subprocess.Popen(
            ["/bin/sh", "-c", _SCRIPT, "guardian", str(group), folder],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,  # neither Ctrl-C nor the end of that group is its own
        )

    def dismiss(self) -> None:
        """End the guardian, and not whom it guards."""
        self._shell.kill()
        self._shell.communicate()
