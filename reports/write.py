"""One call from tables to files."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path

import pandas as pd

from reports.files import put
from reports.pages import pages
from reports.report import Report
from reports.summary import summary
from reports.tables import PUBLISHED


def write(tables: Mapping[str, pd.DataFrame], environment: Mapping, folder: Path) -> Path:
    """Write a report on some tables into a folder, which is made if need be, and return the folder.

    tables         checks, timings, accuracy and concepts; their columns are those of :mod:`reports.tables`.
                   What a run did not come to may be lacking: rows, columns, whole tables; the report says so
    environment    on what machine, with which versions; ``{"unavailable": {framework: reason}}`` and
                   ``{"interrupted": True}`` are shown on top of every page

    The folder then holds checks, timings and accuracy as CSV and as Parquet, environment.json, summary.md and
    index.html with its pages. Each file is replaced at one stroke, data first: whenever this ends, every file
    is whole. Times are milliseconds; errors count roundings.

    Raises OSError if the folder cannot be written, ValueError if a column of numbers holds text.
    """
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files(Report(tables, environment)):
        put(folder / name, content)
    return folder


def files(report: Report) -> Iterator[tuple[str, bytes]]:
    """Yield (path, content) of every file of a report."""
    for name in PUBLISHED:
        yield f"{name}.csv", report.tables[name].to_csv(index=False, lineterminator="\n").encode()
        yield f"{name}.parquet", report.tables[name].to_parquet(index=False)
    environment = json.dumps(report.environment, indent=2, ensure_ascii=False, default=str)
    yield "environment.json", environment.encode()
    yield "summary.md", summary(report).encode()
    for name, text in pages(report):
        yield name, text.encode()
