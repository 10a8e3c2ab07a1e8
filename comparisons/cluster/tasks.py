"""Tasks on a Dask cluster: each comes back once, with its rows or with the reason why there are none."""

import time
from collections.abc import Iterator, Sequence
from queue import Empty, Queue

from distributed import CancelledError, Client, Future, KilledWorker, get_worker

from comparisons.errors import Mistake, one_line

#: So many seconds a cluster may be without any worker until it is given up.
PATIENCE_SECONDS = 60.0

#: So many seconds nothing may come until it is asked whether there still are workers.
LOOK_SECONDS = 5.0

#: A task: a concept, and the number of the questions that it is asked.
Task = tuple[str, int]


class Lost(Exception):
    """The cluster does no more of what is left."""


class Tasks:
    """Tasks for the crews that every worker of a cluster has as its plugin ``label``."""

    def __init__(self, client: Client, label: str):
        self.client, self.label = client, label
        self._running: dict[Future, Task] = {}
        self._back, self._heard = Queue(), time.monotonic()

    def results(self, tasks: Sequence[Task]) -> Iterator[tuple[Task, tuple | str]]:
        """Yield each task once, as it is done, with what it returned; with a reason if it returned nothing.

        Dask gives up a task of which worker after worker died, and also what those workers were to do next: so these
        are sent once more, each alone. Raises Lost where nobody is left to do the rest.
        """
        given_up = []
        self._send(tasks, "all")
        for task, result in self._arriving():
            if isinstance(result, KilledWorker):
                given_up.append(task)
            else:
                yield task, result
        for task in given_up:
            self._send([task], "alone")
            ((_, result),) = self._arriving()
            yield task, _told(result) if isinstance(result, KilledWorker) else result

    def cancel(self) -> None:
        """Take back what has not come yet."""
        self.client.cancel([*self._running])

    def _send(self, tasks: Sequence[Task], how: str) -> None:
        label = self.label

        def ask(
            name, number
        ):  # no module's, so Dask sends all of it: the scheduler itself need not have this package
            return get_worker().plugins[label].ask(name, number)

        keys = [(f"{label}-{how}", *task) for task in tasks]
        futures = self.client.map(ask, *zip(*tasks, strict=True), key=keys, pure=False)
        self._running |= zip(futures, tasks, strict=True)
        for future in futures:
            future.add_done_callback(self._back.put)

    def _arriving(self) -> Iterator[tuple[Task, tuple | str | KilledWorker]]:
        while self._running:
            try:
                future = self._back.get(timeout=LOOK_SECONDS)
            except Empty:
                self._demand_workers()
                continue
            try:
                result = future.result(timeout=LOOK_SECONDS)
            except TimeoutError:  # it was lost with its worker in this very moment, and is done anew
                future.add_done_callback(self._back.put)
                continue
            except CancelledError as error:
                raise Lost(
                    f"the scheduler was lost, or took back what it was to do: {error.reason}"
                ) from error
            except Mistake as error:
                raise Lost(str(error)) from error
            except KilledWorker as error:
                result = error
            except Exception as error:  # of that Dask worker: a row says so, and the run goes on
                result = one_line(error)
            self._heard = time.monotonic()
            yield self._running.pop(future), result

    def _demand_workers(self) -> None:
        if self.client.nthreads():
            self._heard = time.monotonic()
        elif time.monotonic() - self._heard > PATIENCE_SECONDS:
            raise Lost(f"the cluster has had no workers for {PATIENCE_SECONDS:.0f} s")


def _told(killed: KilledWorker) -> str:
    deaths, last = killed.allowed_failures + 1, killed.last_worker.address
    return f"it killed what asked on the cluster, {deaths} times, the last time {last}"
