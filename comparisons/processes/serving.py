"""The worker's own end: a process in which one framework does tasks, until the coordinator hangs up."""

import gc
import sys
import traceback
from multiprocessing.connection import Connection

from comparisons.errors import Lacking, one_line
from comparisons.processes.adapters import adapter
from comparisons.processes.workshop import Workshop


def serve(connection: Connection) -> None:
    """Answer tasks until the coordinator hangs up."""
    framework, device, threads = connection.recv()
    try:
        chosen = adapter(framework)
        chosen.use_threads(threads)
        devices = chosen.devices()
    except Exception as error:  # whatever a broken installation raises is the reason that people read
        reason = f"{framework} cannot be imported: {one_line(error, placed=False)}"
        connection.send(("unavailable", (reason, traceback.format_exc())))
        return
    if device not in devices:
        reason = f"{framework} finds no {device} device here; it finds {', '.join(devices)}"
        connection.send(("unavailable", (reason, "")))
        return
    connection.send(("done", dict(versions=chosen.versions(), devices=list(devices), libraries=_libraries())))
    workshop = Workshop(chosen, device)
    gc.freeze()  # what was imported stays: no collection looks at it again, which takes 0.1 to 0.3 s each time
    while True:
        try:
            task, arguments = connection.recv()
        except EOFError:
            return
        try:
            reply = "done", task(workshop, *arguments)
        except Lacking as error:
            reply = "unavailable", (str(error), "")
        except Exception as error:  # a row says so, and the run goes on
            reply = "crashed", (one_line(error), traceback.format_exc())
        connection.send(reply)


def _libraries() -> list[dict]:
    """Return the BLAS and OpenMP libraries of this process and their numbers of threads."""
    import threadpoolctl

    keys = ("user_api", "internal_api", "version", "num_threads", "architecture")
    return [
        {key: library[key] for key in keys if key in library} for library in threadpoolctl.threadpool_info()
    ]


if __name__ == "__main__":
    serve(Connection(int(sys.argv[1])))
