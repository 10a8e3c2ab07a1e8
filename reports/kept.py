"""A run that is kept in a folder: its tables, and environment.json, which says in which format they are.

``environment.json`` has ``"format": 1``, ``"tables"`` (which tables the run wrote; others that lie there are of another
run), the date, the command, ``versions`` of all that computes, the machine, whether the run was interrupted, and for a
check ``workers``: by framework the most memory that its process held (``peak_mib``) and the processor's seconds that it
took (``cpu_s``). Each table is there as CSV, for people, and as Parquet, which keeps every number to the last bit; its
columns are those of :mod:`reports.tables`. A column or a table that is added keeps the number of the format; one that
goes, or means something else, raises it.
"""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path

import pandas as pd

from reports.history import Run
from reports.tables import complete
from reports.verdicts import label

#: The format that is written, and the newest that can be read.
FORMAT = 1

ENVIRONMENT = "environment.json"


def described(environment: Mapping, tables: Iterable[str]) -> dict:
    """Return what environment.json holds of a run that wrote these tables."""
    return dict(format=FORMAT, tables=list(tables)) | dict(environment)


def read(folder: Path | str) -> Run:
    """Return the run that is kept in a folder, with the ``label`` of every check.

    Raises ValueError, in one line, if none is, if its format is newer or has no number, and if it is damaged.
    """
    folder = Path(folder)
    environment = _environment(folder)
    tables = {name: complete(name, None) for name in ("checks", "timings")}
    for name in tables.keys() & set(environment["tables"]):
        try:
            tables[name] = complete(name, pd.read_parquet(folder / f"{name}.parquet"))
        except (OSError, ValueError) as error:
            raise ValueError(
                f"{folder / name}.parquet cannot be read: {' '.join(str(error).split())}"
            ) from None
    checks = [row | dict(label=label(row)) for row in tables["checks"].to_dict("records")]
    return Run(str(folder), environment, checks, tables["timings"].to_dict("records"))


def _environment(folder: Path) -> dict:
    path = folder / ENVIRONMENT
    try:
        environment = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        where = "there is no such folder" if not folder.exists() else f"it holds no {ENVIRONMENT}"
        raise ValueError(
            f"no run is kept in {folder}: {where}; triptych check --out FOLDER keeps one"
        ) from None
    except (OSError, ValueError) as error:
        raise ValueError(f"{path} cannot be read: {' '.join(str(error).split())}") from None
    given = environment.get("format") if isinstance(environment, dict) else None
    if not isinstance(given, int) or not isinstance(environment.get("tables"), list):
        raise ValueError(f"{path} names no format: it was kept by an earlier Triptych, or by another program")
    if not 1 <= given <= FORMAT:
        raise ValueError(f"{path} has format {given}; this Triptych reads 1 to {FORMAT}: take a newer one")
    return environment
