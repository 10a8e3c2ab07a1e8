"""Check concepts on a Dask cluster: a task is one question to all frameworks in all cases of one concept."""

import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from itertools import product
from queue import Empty, Queue
from uuid import uuid4

from distributed import CancelledError, Client, Future, KilledWorker, get_worker

from comparisons.cluster.crews import Crews
from comparisons.errors import Mistake, one_line
from comparisons.judging.checking import keep, no_answer
from comparisons.processes.workers import Trouble, Worker
from comparisons.tables import Tables

#: So many seconds a cluster may be without any worker until the run ends with what was done.
PATIENCE_SECONDS = 60.0

#: So many seconds nothing may come until it is asked whether there still are workers.
LOOK_SECONDS = 5.0


class Lost(Exception):
    """The cluster does no more of what is left."""


def check_all(
    client: Client,
    names: Sequence[str],
    workers: Sequence[Worker],
    asked: Sequence[tuple],
    tables: Tables,
    quick: bool = False,
    done: Callable[[str, str], None] = lambda name, framework: None,
) -> None:
    """Let every framework answer every case there, as :func:`comparisons.judging.checking.check_all` does it here.

    ``workers`` say which frameworks and how they are asked; they never start. ``asked`` are the questions to every
    case. What was done stands in ``tables`` however this ends. Raises Mistake where a worker of the cluster has
    something else installed than is here, and Lost where nobody is left to do the rest.
    """
    answers = {}

    def settle(name: str) -> None:
        """Move a concept's rows to the tables, in the order in which they would come here."""
        worst = defaultdict(dict)
        for each in asked:
            checks, accuracy = answers.pop((name, each), ((), ()))
            tables.accuracy.extend(accuracy)
            for row in checks:
                keep(row, worst[row["framework"]], tables)

    label = f"triptych-{uuid4().hex[:8]}"
    tasks = _Tasks(client, label)
    try:
        _bring(Crews(workers, quick), label, client)
        for (name, each), rows in tasks.answers([*product(names, asked)]):
            answers[name, each] = _crashed(name, each, workers, rows) if isinstance(rows, str) else rows
            if all((name, other) in answers for other in asked):
                settle(name)
                for worker in workers:
                    done(name, worker.framework)
    finally:
        for name in names:
            settle(name)
        if client.status == "running":  # else nobody is there to be told
            client.cancel([*tasks.running])
            with suppress(KeyError):  # of a worker that they could not be brought to
                client.unregister_worker_plugin(label)


def _bring(crews: Crews, label: str, client: Client) -> None:
    """Bring crews to every worker of the cluster, also to those that come later. Raises Mistake where one refuses."""
    try:
        client.register_plugin(crews, label)
    except Mistake:
        raise
    except Exception as error:  # whatever a Dask worker raises that cannot read them
        raise Mistake(
            f"a worker of the Dask cluster cannot import Triptych: {error}; install it there"
        ) from error


def _crashed(
    name: str, asked: tuple, workers: Sequence[Worker], reason: str
) -> tuple[list[dict], list[dict]]:
    """Return the rows of a task that was not done."""
    dtype, seed = asked
    trouble = Trouble("crashed", reason)
    return [no_answer(name, worker, dtype, "", seed, trouble) for worker in workers], []


class _Tasks:
    """Tasks that were sent, those of them that are not done yet, and what has come back."""

    def __init__(self, client: Client, label: str):
        self.client, self.label = client, label
        self.running: dict[Future, tuple] = {}
        self._back, self._heard = Queue(), time.monotonic()

    def answers(self, tasks: Sequence[tuple]) -> Iterator[tuple[tuple, tuple | str]]:
        """Yield each task once, as it is done, with what it returned; with a reason if it returned nothing.

        Dask gives up a task of which worker after worker died, and also what those workers were to do next: so these
        are sent once more, each alone.
        """
        given_up = []
        self._send(tasks, "all")
        for task, result in self._results():
            if isinstance(result, KilledWorker):
                given_up.append(task)
            else:
                yield task, result
        for task in given_up:
            self._send([task], "alone")
            for _, result in self._results():
                if isinstance(result, KilledWorker):
                    deaths, last = result.allowed_failures + 1, result.last_worker.address
                    result = (
                        f"{deaths} workers of the cluster died of it, one after another, the last at {last}"
                    )
                yield task, result

    def _send(self, tasks: Sequence[tuple], how: str) -> None:
        label = self.label

        def ask(
            *task,
        ):  # no module's function, so pickled whole: the scheduler itself need not have this package
            return get_worker().plugins[label].ask(*task)

        keys = [(f"{label}-{how}", name, *map(str, asked)) for name, asked in tasks]
        futures = self.client.map(ask, *zip(*tasks, strict=True), key=keys, pure=False)
        self.running |= zip(futures, tasks, strict=True)
        for future in futures:
            future.add_done_callback(self._back.put)

    def _results(self) -> Iterator[tuple[tuple, tuple | str | KilledWorker]]:
        while self.running:
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
            except (CancelledError, Mistake) as error:
                raise Lost(one_line(error, placed=False)) from error
            except KilledWorker as error:
                result = error
            except Exception as error:  # of that Dask worker: a row says so, and the run goes on
                result = one_line(error)
            self._heard = time.monotonic()
            yield self.running.pop(future), result

    def _demand_workers(self) -> None:
        if self.client.nthreads():
            self._heard = time.monotonic()
        elif time.monotonic() - self._heard > PATIENCE_SECONDS:
            raise Lost(f"the cluster has had no workers for {PATIENCE_SECONDS:.0f} s")
