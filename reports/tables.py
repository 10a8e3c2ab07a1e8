"""The tables that a report is made of: which columns each has, and how a partial table is made whole."""

from collections.abc import Iterable

import pandas as pd

NAN = float("nan")

#: The columns of every table by name, each with what stands where nothing is known: "" in a column of text,
#: NaN in a column of numbers, None in a column of lists.
COLUMNS = {
    "checks": dict(
        concept="", family="", case="", framework="", mode="", kind="", array="", dtype="", device="",
        error=NAN, units=NAN, allowed=NAN, verdict="", reason="", digest="", repeats="",
    ),
    "timings": {
        "concept": "", "framework": "", "mode": "", "pass": "", "device": "", "dtype": "", "size": "",
        "scale": 1.0, "axis": "", "extent": NAN, "rounds": NAN, "disturbed": NAN,
        "median_ms": NAN, "q1_ms": NAN, "q3_ms": NAN,
        "ratio": NAN, "ratio_low": NAN, "ratio_high": NAN, "operations": NAN, "bytes": NAN, "bound_ms": NAN,
        "first_call_ms": NAN, "compile_ms": NAN, "transfer_ms": NAN, "peak_mib": NAN, "reason": "",
    },
    "accuracy": dict(story="", data="", model="", framework="", setting="", split="", metric="", value=NAN),
    "concepts": dict(
        concept="", family="", name="", kind="", title="", idea="", lesson="",
        scratch="", pytorch="", keras="", layouts=None, differs=None, loading=None, documents=None, calls=None,
        uses=None, asked=None,
    ),
    "idioms": dict(topic="", pytorch="", keras="", pytorch_says="", keras_says=""),
    "defaults": dict(
        concept="", setting="", framework="", callee="", parameter="", default="", passed="",
    ),
}  # fmt: skip

#: The tables that are written as they are, to be read by programs.
PUBLISHED = ("checks", "timings", "accuracy", "defaults")


def complete(name: str, table: pd.DataFrame | None) -> pd.DataFrame:
    """Return a table with all of its columns and the right kind of values in each, whatever is lacking.

    Columns that are not listed are kept, last. Raises ValueError if a column of numbers holds text.
    """
    table = pd.DataFrame() if table is None else table
    columns = {}
    for column, blank in COLUMNS[name].items():
        values = table.get(column, pd.Series([blank] * len(table), table.index, dtype=object))
        if blank == "":
            values = values.astype(object).where(values.notna(), "").astype(str)
        elif blank is not None:
            values = pd.to_numeric(values)
        columns[column] = values
    rest = {column: table[column] for column in table if column not in columns}
    return pd.DataFrame(columns | rest, index=table.index)


def grouped(rows: Iterable[dict], column: str) -> dict[str, list[dict]]:
    """Return {value of the column: rows}, in the order of first appearance."""
    groups = {}
    for row in rows:
        groups.setdefault(row[column], []).append(row)
    return groups
