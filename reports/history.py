"""The last runs, kept beside the site: verdicts, worst roundings and times in two small tables a run, and versions."""

import json
import re
import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd

from reports.report import Report
from reports.tables import complete, grouped
from reports.verdicts import Judgement, tells_roundings

FOLDER = "history"
#: So many runs are kept.
KEPT = 20

#: What is kept of checks and of timings: by what a row is told apart, and what it says.
CHECKS, SAYS = ("concept", "framework", "dtype", "label"), ("verdict", "units")
TIMINGS = ("concept", "framework", "mode", "pass", "device", "dtype", "size")
TIMES = ("median_ms", "q1_ms", "q3_ms", "ratio", "ratio_low", "ratio_high", "reason")


@dataclass
class Run:
    """One run: its name, which is its time, its environment, and rows of checks and of timings."""

    name: str
    environment: Mapping
    checks: list[dict] = field(default_factory=list)
    timings: list[dict] = field(default_factory=list)


def runs(report: Report, before: Sequence[Run]) -> list[Run]:
    """Return the runs that are kept, with what is kept of a report as the last.

    Empty if the report has no date, by which it could be found again.
    """
    date = str(report.environment.get("date") or "")
    name = re.sub(r"[^0-9T]+", "-", date.partition("+")[0]).strip("-")
    if not name:
        return []
    timings = [{column: row[column] for column in (*TIMINGS, *TIMES)} for row in report.timings]
    this = Run(name, report.environment, list(_worst(report.checks)), timings)
    return [*(run for run in before if run.name != name), this][-KEPT:]


def files(run: Run) -> Iterator[tuple[str, bytes]]:
    """Yield (path, content) of the files in which a run is kept; what makes it one is written last."""
    for name, columns, rows in (
        ("checks", (*CHECKS, *SAYS), run.checks),
        ("timings", (*TIMINGS, *TIMES), run.timings),
    ):
        table = pd.DataFrame(rows, columns=columns)
        yield f"{FOLDER}/{run.name}/{name}.parquet", table.to_parquet(index=False, compression="zstd")
    text = json.dumps(run.environment, indent=1, ensure_ascii=False, default=str)
    yield f"{FOLDER}/{run.name}/environment.json", text.encode()


def kept(folder: Path) -> list[Run]:
    """Return the runs that are kept in a report's folder, the oldest first; what cannot be read is passed over."""
    return [run for path in sorted((folder / FOLDER).glob("*")) if (run := _read(path))]


def forget(folder: Path) -> None:
    """Delete all but the last runs that are kept in a report's folder."""
    for path in sorted((folder / FOLDER).glob("*"))[:-KEPT]:
        shutil.rmtree(path, ignore_errors=True)


def _read(path: Path) -> Run | None:
    try:
        environment = json.loads((path / "environment.json").read_text(encoding="utf-8"))
        checks = pd.read_parquet(path / "checks.parquet")[[*CHECKS, *SAYS]]
        timings = complete("timings", pd.read_parquet(path / "timings.parquet"))
    except (OSError, ValueError, KeyError):
        return None
    if not isinstance(environment, dict):
        return None
    return Run(path.name, environment, checks.to_dict("records"), timings.to_dict("records"))


def _worst(checks: list[dict]) -> Iterator[dict]:
    """Yield what the cases of an array say together: the gravest verdict, and the worst of its roundings."""
    rows = (row | dict(key=tuple(row[column] for column in CHECKS)) for row in checks)
    for key, same in grouped(rows, "key").items():
        verdict = max((row["verdict"] for row in same), key=lambda each: Judgement(each).gravity)
        units = [row["units"] for row in same if row["verdict"] == verdict and tells_roundings(row)]
        yield dict(zip(CHECKS, key, strict=True)) | dict(
            verdict=verdict, units=max(units, default=float("nan"))
        )
