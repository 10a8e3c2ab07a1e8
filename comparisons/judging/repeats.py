"""Repeats: is an answer the same bit for bit when it is asked for again, of another process, of other threads?"""

from collections.abc import Callable, Sequence

from comparisons.processes.workers import Worker
from comparisons.tables import Tables

#: What says which array of which answer a row is about.
KEY = ("concept", "case", "seed", "framework", "mode", "kind", "array", "dtype", "device")

#: What a row says of its array in the column ``repeats``.
SAME = "bit for bit"

#: The first two of the ways to ask again, as a row names those in which an array was another; the last is of threads.
AGAIN, ANOTHER = "asked again", "another process"
WAYS = 3


def repeat_all(
    workers: Sequence[Worker], check: Callable[[Sequence[Worker], Tables], None], tables: Tables
) -> None:
    """Ask again what ``tables`` have rows of, and let each row say what came of it.

    That is ``bit for bit``; or ``not:`` and the ways in which some bit was another: asked again, by another process, by
    one with another number of threads. A row without an answer says nothing. ``check(workers, tables)`` asks.
    """
    threads = 1 if workers[0].threads > 1 else 2
    others = {
        AGAIN: workers,
        ANOTHER: [worker.beside(worker.framework, worker.label, worker.device) for worker in workers],
        f"{threads} thread{'s' if threads > 1 else ''}": [
            worker.beside(worker.framework, worker.label, worker.device, threads) for worker in workers
        ],
    }
    rows = {_key(row): row for row in tables.checks if row["digest"]}
    unlike = {key: [] for key in rows}
    for how, asked in others.items():
        again = Tables()
        try:
            check(asked, again)
        finally:
            for worker in asked if asked is not workers else ():
                worker.stop()
        digests = {_key(row): row["digest"] for row in again.checks}
        for key, row in rows.items():
            if digests.get(key) != row["digest"]:
                unlike[key].append(how)
    for key, row in rows.items():
        row["repeats"] = f"not: {', '.join(unlike[key])}" if unlike[key] else SAME


def _key(row: dict) -> tuple:
    return tuple(row[column] for column in KEY)
