"""Execute notebooks: a kernel of this very Python runs their cells, wherever the command was called from."""

import os
import signal
import subprocess
import sys
import tempfile
import traceback
from ast import literal_eval
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import suppress
from functools import partial
from pathlib import Path

import nbformat
from jupyter_client import AsyncKernelManager
from jupyter_client.kernelspec import KernelSpec, KernelSpecManager
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError

from comparisons.declaring import catalogue
from comparisons.desk import expected
from comparisons.desk.ending import ExitCode, Part, ending
from comparisons.desk.folders import save
from comparisons.errors import one_line, show_traceback
from comparisons.guide.notebooks import make, write
from comparisons.processes.adapters import USUAL
from comparisons.processes.guardian import Guardian
from comparisons.processes.workers import Here, Trouble

#: Seconds that one cell may take, and that the kernel may take to start.
CELL_SECONDS, START_SECONDS = 600, 180

#: The longest path of a socket, with what is added to its folder, is 104 bytes on macOS and 108 on Linux.
LONGEST_FOLDER = 80

#: Asked before the first cell: which frameworks are not there.
ABSENT = "__import__('comparisons.desk.executing').desk.executing.unavailable()"


class _ThisPython(KernelSpecManager):
    """Knows one kernel: this Python. Those that are installed for a user may lie elsewhere, without the project."""

    def get_kernel_spec(self, kernel_name: str) -> KernelSpec:
        """Return that kernel."""
        argv = [sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"]
        return KernelSpec(argv=argv, display_name="Python 3", language="python")


def kernel() -> AsyncKernelManager:
    """Return the manager of a kernel that is not yet started; it runs as long as nobody shuts it down.

    Its sockets lie in a temporary folder: their paths must not depend on where a process runs, and must be short.
    """
    folder = tempfile.mkdtemp(prefix="triptych-")
    if len(folder) > LONGEST_FOLDER:
        Path(folder).rmdir()
        folder = tempfile.mkdtemp(prefix="triptych-", dir="/tmp")
    manager = _Kernel(
        kernel_name="python3",
        transport="ipc",
        connection_file=str(Path(folder) / "kernel.json"),
        kernel_spec_manager=_ThisPython(),
    )
    manager.folder = folder
    return manager


class _Kernel(AsyncKernelManager):
    """A kernel whose folder goes with it."""

    folder = ""

    def cleanup_ipc_files(self) -> None:
        """Take away the sockets and their folder."""
        super().cleanup_ipc_files()
        with suppress(OSError):
            Path(self.folder).rmdir()


def execute(
    notebook: nbformat.NotebookNode, shared: AsyncKernelManager | None = None
) -> tuple[str, list[str]]:
    """Run all cells; their outputs go into the notebook. Return what went wrong, and the frameworks that are not there.

    What went wrong is a line, "" if nothing did. A kernel of its own runs the cells, or a ``shared`` one, which goes on
    running. Ctrl-C ends the kernel and is raised.
    """
    manager, absent, guardians = shared or kernel(), [], []
    client = NotebookClient(
        notebook,
        km=manager,
        timeout=CELL_SECONDS,
        startup_timeout=START_SECONDS,
        resources=dict(metadata=dict(path=str(catalogue.HOUSE))),
    )

    async def begin(notebook) -> None:
        if not shared:
            guardians.append(Guardian(manager.provisioner.process.pid, manager.folder))
        asked = client.kc.execute("", silent=True, store_history=False, user_expressions=dict(absent=ABSENT))
        reply = await client.async_wait_for_reply(asked)
        absent.extend(literal_eval(reply["content"]["user_expressions"]["absent"]["data"]["text/plain"]))

    client.on_notebook_start = begin
    environment = os.environ | dict(
        TF_CPP_MIN_LOG_LEVEL="3", KERAS_BACKEND="tensorflow", PYTHONIOENCODING="utf-8"
    )
    # in a thread of its own: in the main one the client would take Ctrl-C for itself, and die of it with a traceback
    with ThreadPoolExecutor(1) as pool:
        running = pool.submit(
            client.execute, cleanup_kc=shared is None, env=environment, stderr=subprocess.DEVNULL
        )
        try:
            running.result()
        except CellExecutionError as error:
            show_traceback(error.traceback)
            where = next(number for number, cell in enumerate(notebook.cells, start=1) if _failed(cell))
            what = " ".join(f"{error.ename}: {error.evalue}".split())
            return f"{what} (cell {where})", absent
        except (DeadKernelError, CellTimeoutError, RuntimeError) as error:
            # it was killed, hangs, or did not start
            show_traceback(traceback.format_exc())
            return one_line(error, placed=False), absent
        except KeyboardInterrupt:
            while not running.done():
                _kill(manager)
                wait([running], timeout=0.1)  # the client hears of it within a second
            raise
        finally:
            for guardian in guardians:
                guardian.dismiss()
    return "", absent


def unavailable() -> list[str]:
    """Return the frameworks that cannot be imported in this process."""
    absent = []
    for framework in USUAL:
        try:
            Here(framework).start()
        except Trouble:
            absent.append(framework)
    return absent


def execute_all(names: list[str], folder: Path, quick: bool, progress) -> tuple[ExitCode, str, str]:
    """Make, execute and write notebooks, and print of each where it lies or what went wrong.

    Return the exit code, the last sentence, and what could not be written.
    """
    part = Part("notebooks", "executed", {name: name for name in names})
    bad, absent, unwritten, interrupted = False, set(), [], False
    step = progress.bar("Executing", expected.executing(names))
    try:
        for name in names:
            step(name, 0)
            notebook = make(name, quick)
            trouble, lacking = execute(notebook)
            absent |= set(lacking)
            bad |= bool(trouble) and not (
                lacking and trouble.startswith(("ImportError", "ModuleNotFoundError"))
            )
            path, refused = save(partial(_write, notebook, name), folder)
            unwritten += [refused] if refused else []
            if trouble:
                print(f"{name}: {trouble}")
            if path:
                print(f"Notebook: {path}", flush=True)
            part.done.add(name)
            step(name)
    except KeyboardInterrupt:
        interrupted = True
    code, sentence = ending(bad, USUAL, absent, interrupted, [part], "executed")
    return code, sentence, "; ".join(unwritten)


def _failed(cell: nbformat.NotebookNode) -> bool:
    return any(output.output_type == "error" for output in cell.get("outputs", ()))


def _write(notebook: nbformat.NotebookNode, name: str, folder: Path) -> Path:
    path = folder / f"{name}.ipynb"
    write(notebook, path)
    return path


def _kill(manager: AsyncKernelManager) -> None:
    """End a kernel at once with what it started, from any thread: the client that waits for it finds it dead."""
    process = getattr(manager.provisioner, "process", None)
    if process:
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
