"""Rows of two runs side by side, each against its like, also where one run has no answer."""

import math
from collections.abc import Iterable, Iterator

from reports.tables import grouped
from reports.verdicts import Judgement, tells_roundings

#: By what checks are told apart: who computes how, and what.
WAY, WHAT = ("concept", "framework", "mode", "dtype", "device"), ("case", "label")


def common_key(before: list[dict], after: list[dict]) -> tuple[str, ...]:
    """Return the columns that tell checks apart, those that both runs have."""
    have = [set(rows[0]) if rows else {*WAY, *WHAT} for rows in (before, after)]
    return tuple(column for column in (*WAY, *WHAT) if all(column in columns for columns in have))


def matched(before: list[dict], after: list[dict], key: tuple[str, ...]) -> tuple[list[dict], list[dict]]:
    """Return the checks of both, one for each key: the gravest of several seeds, and what tells its bits, ``digest``.

    Where one run has no answer to a case, the other's arrays of that case are one row: what has no answer leaves the
    array blank, and the case too if a concept cannot be asked at all.
    """
    way = [column for column in key if column in WAY]
    silent = {
        tuple(row[column] for column in (*way, "case")) for row in (*before, *after) if not row["array"]
    }

    def coarse(row: dict) -> dict:
        who = tuple(row[column] for column in way)
        if (*who, "") in silent:
            return row | dict(case="", label="")
        return row | dict(label="") if (*who, row["case"]) in silent else row

    one, other = ([*_worst(map(coarse, rows), key)] for rows in (before, after))
    return one, other


def same_bits(old: dict, new: dict) -> bool | None:
    """Return whether two matched rows are of the same bits, None if nobody knows.

    Without digests other numbers show in another verdict, or in another worst error.
    """
    if old["digest"] and new["digest"]:
        return old["digest"] == new["digest"]
    known = not (math.isnan(old["units"]) or math.isnan(new["units"]))
    return False if old["verdict"] != new["verdict"] or (known and old["units"] != new["units"]) else None


def only(rows: list[dict], others: list[dict], key: tuple[str, ...]) -> list[tuple]:
    """Return the keys of rows that no other has, in their order."""
    theirs = {tuple(row[column] for column in key) for row in others}
    return [what for row in rows if (what := tuple(row[column] for column in key)) not in theirs]


def _worst(rows: Iterable[dict], key: tuple[str, ...]) -> Iterator[dict]:
    told = (row | dict(key=tuple(row[column] for column in key)) for row in rows)
    for same in grouped(told, "key").values():
        worst = max(same, key=lambda row: (Judgement(row["verdict"]).gravity, _units(row, -1.0)))
        yield worst | dict(units=_units(worst, math.nan), digest=_digest(same))


def _units(row: dict, otherwise: float) -> float:
    return row["units"] if tells_roundings(row) else otherwise


def _digest(rows: list[dict]) -> str:
    """Return what tells the bits of rows that are one, "" if one of them tells none."""
    if not all(row.get("digest") for row in rows):
        return ""
    return " ".join(sorted(f"{row.get('seed', '')} {row['array']} {row['digest']}" for row in rows))
