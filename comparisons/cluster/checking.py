"""Check concepts on a Dask cluster: a task asks all frameworks one question in all cases of a concept."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from contextlib import suppress
from itertools import product
from uuid import uuid4

from distributed import Client

from comparisons.cluster.crews import Asked, Crews
from comparisons.cluster.tasks import Tasks
from comparisons.errors import Mistake
from comparisons.judging.checking import keep, no_answer
from comparisons.processes.workers import Trouble, Worker
from comparisons.tables import Tables


def check_all(
    client: Client,
    names: Sequence[str],
    workers: Sequence[Worker],
    asked: Asked,
    tables: Tables,
    done: Callable[[str, str], None] = lambda name, framework: None,
) -> None:
    """Let every framework answer every case there, as :func:`comparisons.judging.checking.check_all` does it here.

    ``workers`` say which frameworks and how they are asked; they never start. ``asked`` are the questions to each.
    What was done stands in ``tables`` however this ends. Raises Mistake where a worker of the cluster has something
    else installed than is here, and :class:`comparisons.cluster.tasks.Lost` where nobody is left to do the rest.
    """
    parts = _parts(asked)
    results = {}

    def settle(name: str) -> None:
        """Move a concept's rows to the tables, in the order in which they would come here."""
        worst = defaultdict(dict)
        for number in range(len(parts)):
            checks, accuracy = results.pop((name, number), ((), ()))
            tables.accuracy.extend(accuracy)
            for row in checks:
                keep(row, worst[row["framework"]], tables)

    label = f"triptych-{uuid4().hex[:8]}"
    tasks = Tasks(client, label)
    try:
        _bring(Crews(workers, parts), label, client)
        for (name, number), result in tasks.results([*product(names, range(len(parts)))]):
            is_reason = isinstance(result, str)
            results[name, number] = _crashed(name, workers, parts[number], result) if is_reason else result
            if all((name, other) in results for other in range(len(parts))):
                settle(name)
                for worker in workers:
                    done(name, worker.framework)
    finally:
        for name in names:
            settle(name)
        if client.status == "running":  # else nobody is there to be told
            tasks.cancel()
            with suppress(KeyError):  # of a worker that they could not be brought to
                client.unregister_worker_plugin(label)


def _parts(asked: Asked) -> list[Asked]:
    """Return the questions of each task: the first to each framework, the second, and so on.

    These have the same numbers, so that their truth is found once.
    """
    most = max(1, *map(len, asked.values()))
    return [
        {framework: questions[number : number + 1] for framework, questions in asked.items()}
        for number in range(most)
    ]


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


def _crashed(name: str, workers: Sequence[Worker], asked: Asked, reason: str) -> tuple[list[dict], list]:
    """Return the rows of a task that was not done."""
    trouble = Trouble("crashed", reason)
    rows = [
        no_answer(name, worker, way, "", seed, trouble)
        for worker in workers
        for way, seed in asked[worker.framework]
    ]
    return rows, []
