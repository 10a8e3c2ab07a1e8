"""One call from tables to files."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from reports import history, kept
from reports.benchmarks import benchmarks
from reports.drawing import alone
from reports.files import put
from reports.pages import pages
from reports.report import Report
from reports.stories import story_files
from reports.summary import summary
from reports.tables import PUBLISHED

#: What the pages need beside their style sheet: a library that sorts tables, with its licence, and a script.
ASSETS = Path(__file__).parent / "assets"


def write(
    tables: Mapping[str, pd.DataFrame],
    environment: Mapping,
    folder: Path,
    stories: Sequence = (),
    portraits: Mapping[str, Any] | None = None,
) -> Path:
    """Write a report on some tables into a folder, which is made if need be, and return the folder.

    tables         checks, timings, accuracy, concepts, idioms and defaults; their columns are those of
                   :mod:`reports.tables`. What a run did not come to may be lacking: rows, columns, whole tables;
                   the report says so
    environment    on what machine, with which versions; ``{"unavailable": {framework: reason}}`` and
                   ``{"interrupted": True}`` are shown on top of every page
    stories        what was told, with the attributes of :class:`comparisons.telling.telling.Telling`
    portraits      by concept, a small picture of what it does, with the attributes of
                   :class:`comparisons.portraits.gallery.Portrait`

    The folder then holds checks, timings, accuracy and defaults as CSV and as Parquet, environment.json, summary.md,
    the portraits and tables of concepts as SVG and CSV, the pictures and tables of stories, and index.html with its
    pages. Each file is replaced at one stroke, data first: whenever this ends, every file is whole. Times are
    milliseconds; errors count roundings. If the environment tells the date, the run is kept in the folder history with
    those before it.

    Raises OSError if the folder cannot be written, ValueError if a column of numbers holds text.
    """
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files(Report(tables, environment, stories, portraits), history.kept(folder)):
        put(folder / name, content)
    history.forget(folder)
    return folder


def keep(tables: Mapping[str, pd.DataFrame], environment: Mapping, folder: Path) -> Path:
    """Write some tables as CSV and Parquet and environment.json, so that the run can be read again; return the folder.

    See :mod:`reports.kept`. Raises OSError and ValueError as :func:`write` does.
    """
    folder = Path(folder)
    for name, table in tables.items():
        for path, content in _table(name, table):
            put(folder / path, content)
    put(folder / kept.ENVIRONMENT, _environment(environment, tables))
    return folder


def write_timings(timings: pd.DataFrame, environment: Mapping, folder: Path) -> Path:
    """Keep a run of the clock alone, with a page of Markdown, benchmarks.md; return that. It raises as :func:`keep`."""
    page = keep(dict(timings=timings), environment, folder) / "benchmarks.md"
    put(page, benchmarks(timings, environment).encode())
    return page


def files(report: Report, before: Sequence[history.Run] = ()) -> Iterator[tuple[str, bytes]]:
    """Yield (path, content) of every file of a report; ``before`` are the runs that are kept."""
    for name in PUBLISHED:
        yield from _table(name, report.tables[name])
    yield kept.ENVIRONMENT, _environment(report.environment, PUBLISHED)
    yield "summary.md", summary(report).encode()
    for concept in report.concepts:
        yield from _concept_files(report, concept)
    for story in report.stories:
        yield from story_files(story)
    for asset in sorted(ASSETS.iterdir()):
        yield asset.name, asset.read_bytes()
    runs = history.runs(report, before)
    for run in runs[-1:]:
        yield from history.files(run)
    for name, text in pages(report, runs):
        yield name, text.encode()


def _concept_files(report: Report, concept: dict) -> Iterator[tuple[str, bytes]]:
    """Yield (path, content) of the tables on a concept's page as CSV, and of its portrait as SVG."""
    name = concept["concept"]
    tables = dict(
        checks=pd.DataFrame(report.checks_of[name]),
        timings=pd.DataFrame(report.growth_of.get(name, [])),
        accuracy=pd.DataFrame(report.accuracy_of(concept)),
        layouts=pd.DataFrame(concept["layouts"]),
    )
    for kind, table in tables.items():
        if len(table):
            yield f"concepts/{name}/{kind}.csv", csv(table)
    if portrait := report.portraits.get(name):
        yield f"concepts/{name}/portrait.svg", alone(portrait).encode()


def csv(table: pd.DataFrame) -> bytes:
    """Return a table as the content of a file."""
    return table.to_csv(index=False, lineterminator="\n").encode()


def _table(name: str, table: pd.DataFrame) -> Iterator[tuple[str, bytes]]:
    yield f"{name}.csv", csv(table)
    yield f"{name}.parquet", table.to_parquet(index=False)


def _environment(environment: Mapping, tables: Iterable[str]) -> bytes:
    told = kept.described(environment, tables)
    return json.dumps(told, indent=2, ensure_ascii=False, default=str).encode()
