"""What the command line prints for programs: JSON, with a row for all that an interrupted run did not come to."""

import json
from collections.abc import Iterable

#: The verdict and the reason of what an interrupted run did not come to.
UNDONE = "interrupted before it was done"


def print_rows(table, undone: Iterable[dict]) -> None:
    """Print a table's rows as JSON; ``undone`` are values of the rows that it lacks, by column."""
    lacking = dict.fromkeys(table.columns) | {
        column: UNDONE for column in ("verdict", "reason") if column in table.columns
    }
    print_json(json.loads(table.to_json(orient="records")) + [lacking | each for each in undone])


def print_json(what) -> None:
    """Print JSON in ASCII, which every program and every terminal can read."""
    print(json.dumps(what, indent=1, default=str))
