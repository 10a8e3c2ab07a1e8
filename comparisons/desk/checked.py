"""What a check has done so far: its entries in a journal, so that it can be stopped and continued."""

from collections import defaultdict
from collections.abc import Container
from pathlib import Path
from threading import Lock

from comparisons.desk.plan import Plan
from comparisons.journal import Journal
from comparisons.judging.agreement import UNAVAILABLE
from comparisons.processes.installed import sources, versions
from comparisons.tables import COLUMNS, Tables

#: The tables of a check, and in which column of each the concept stands.
CONCEPTS = dict(checks="concept", accuracy="model")


class Checked(Journal):
    """By (concept, framework) the rows of ``checks`` and of ``accuracy``."""

    command = "triptych check"

    def __init__(self, file=None):
        super().__init__(file)
        self._seen = dict.fromkeys(CONCEPTS, 0)
        self._rows = defaultdict(lambda: {table: [] for table in CONCEPTS})
        self._lock = Lock()

    @staticmethod
    def is_entry(entry):
        """Say whether it is the rows of a concept in a framework."""
        match entry:
            case [[str(), str()], {**rows}]:
                return rows.keys() == CONCEPTS.keys() and all(
                    isinstance(row, dict) and row.keys() == set(COLUMNS[table])
                    for table in rows
                    for row in rows[table]
                )
        return False

    def whole(self, plan: Plan) -> set[str]:
        """Return the plan's concepts of which all frameworks are done."""
        return {name for name in plan.names if all((name, each) in self.entries for each in plan.frameworks)}

    def tell(self, tables: Tables, names: Container[str] | None = None) -> set[tuple[str, str]]:
        """Put the rows of all concepts, or of these alone, into tables; return (concept, framework) of each."""
        told = {key: rows for key, rows in self.entries.items() if names is None or key[0] in names}
        for rows in told.values():
            for table in CONCEPTS:
                getattr(tables, table).extend(rows[table])
        self._seen = {table: len(getattr(tables, table)) for table in CONCEPTS}
        return {*told}

    def note(self, name: str, framework: str, tables: Tables) -> None:
        """Keep the rows of a concept that a framework is through with, from any thread.

        Those of a framework that is not there are not kept: when the run is continued, it may be.
        """
        with self._lock:
            for table, column in CONCEPTS.items():
                fresh = getattr(tables, table)[self._seen[table] :]
                self._seen[table] += len(fresh)
                for row in fresh:
                    self._rows[row[column], row["framework"]][table].append(row)
            rows = self._rows[name, framework]
            if all(row["verdict"] != UNAVAILABLE for row in rows["checks"]):
                self.add((name, framework), rows)


def of(plan: Plan, folder: Path, resume: bool, **asked) -> Checked:
    """Begin the journal of a check in a folder, or continue what lies there.

    What must not change then are the plan's choices, what else was ``asked``, and all that computes. Raises Mistake and
    OSError as :class:`comparisons.journal.Journal` does.
    """
    options = plan.options() | dict(dtypes=plan.dtypes, modes=plan.modes) | asked
    options |= dict(versions=versions(), sources=sources())
    return (Checked.resume if resume else Checked.begin)(folder / "checked.jsonl", options)
