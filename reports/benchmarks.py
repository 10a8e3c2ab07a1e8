"""The record of timings in a page of Markdown: what a commit can hold and a pull request can show."""

from collections.abc import Mapping
from heapq import nlargest

import pandas as pd

from reports.markdown import provenance, section
from reports.numbers import significant
from reports.panels import PANELS
from reports.report import ways
from reports.speed import BASE, at_timing_size, crossovers, geometric_means, longest_passes, way
from reports.tables import complete, grouped

WORST = 10


def benchmarks(timings: pd.DataFrame, environment: Mapping) -> str:
    """Return how it was measured, every concept's times and ratios, their means, crossovers, and what went wrong."""
    rows = complete("timings", timings).to_dict("records")
    told = longest_passes(at_timing_size(rows))
    sections = [
        _head(environment, rows),
        _times(told),
        _means(told),
        _worst(told),
        _crossovers(rows),
        _apart(told),
        _trouble(rows),
    ]
    return "\n\n".join(filter(None, sections)) + "\n"


def _head(environment: Mapping, rows: list[dict]) -> str:
    lines = ["# Benchmarks", provenance(environment)]
    if environment.get("interrupted"):
        lines.append("**Interrupted:** the run ended before it was done.")
    if limits := environment.get("limits"):
        bandwidth = {int(size): rate / 1e9 for size, rate in limits["bandwidth"].items()}
        largest = max(bandwidth)
        lines.append(
            f"Limits of the machine, as measured: {significant(limits['rate'] / 1e9, 3)} · 10⁹ operations a second in "
            f"a product of matrices, {significant(max(bandwidth.values()), 3)} GB/s from the caches and "
            f"{significant(bandwidth[largest], 3)} GB/s over {largest / 2**20:.0f} MiB. A concept's bound is the least "
            "time in which they let its operations and bytes pass."
        )
    lines.append(
        "One process a framework, taking turns; medians. A ratio is how many times longer than PyTorch eager, pair by "
        "pair, with its 95 % interval over generations of processes."
    )
    turns, disturbed = (
        sum(row[column] for row in rows if row[column] > 0) for column in ("rounds", "disturbed")
    )
    if disturbed:
        lines.append(
            f"Something else kept the machine busy in {disturbed / turns:.1%} of the turns: take care."
        )
    return "\n\n".join(lines)


def _title(of: tuple[str, str]) -> str:
    return f"{PANELS[of[0]].title} {of[1]}" if of[0] in PANELS else " ".join(of)


def _times(rows: list[dict]) -> str:
    every = ways(rows)
    lines = []
    for (concept, which), here in _by(rows, "concept", "pass").items():
        cells = {way(row): row for row in here}
        bound = next((row["bound_ms"] for row in here if row["bound_ms"] > 0), float("nan"))
        lines.append(
            (concept, here[0]["size"], which, significant(bound), *(_cell(cells.get(of)) for of in every))
        )
    header = (
        "concept",
        "size",
        "pass",
        "bound ms",
        *(_title(of) + (" ms" if of == BASE else " ms (ratio)") for of in every),
    )
    return section("Times", header, lines)


def _cell(row: dict | None) -> str:
    if row is None or not row["median_ms"] > 0:
        return "–"
    if way(row) == BASE or not row["ratio"] > 0:
        return significant(row["median_ms"], 3)
    ratio = (
        f"{significant(row['ratio'])}, {significant(row['ratio_low'])} to {significant(row['ratio_high'])}"
    )
    return f"{significant(row['median_ms'], 3)} ({ratio})"


def _means(rows: list[dict]) -> str:
    lines = [
        (_title(of), significant(mean, 3), number)
        for of, (mean, number) in geometric_means(rows).items()
        if of != BASE
    ]
    return section("Geometric means of the ratios", ("way", "times PyTorch eager", "concepts"), lines)


def _worst(rows: list[dict]) -> str:
    timed = [row for row in rows if row["framework"] == "scratch" and row["ratio_low"] > 1]
    lines = [
        (
            row["concept"],
            row["size"],
            significant(row["ratio"]),
            significant(row["median_ms"] / row["bound_ms"]),
        )
        for row in nlargest(WORST, timed, key=lambda row: row["ratio"])
    ]
    header = ("concept", "size", "times PyTorch eager", "times the machine's bound")
    return section("Where NumPy is slower than PyTorch eager, the slowest first", header, lines)


def _crossovers(rows: list[dict]) -> str:
    lines = [
        (
            concept,
            _title(each["faster"]),
            _title(each["slower"]),
            f"{each['axis']} ≈ {significant(each['extent'])}",
        )
        for concept, here in grouped(rows, "concept").items()
        for each in crossovers(here)
    ]
    header = ("concept", "faster from there on", "than", "size")
    return section("Where one overtakes another as the size grows", header, lines)


def _apart(rows: list[dict]) -> str:
    lines = [
        (row["concept"], _title(way(row)), significant(row["first_call_ms"], 3), significant(row["compile_ms"], 3),
         significant(row["transfer_ms"], 3), significant(row["peak_mib"], 3))
        for row in rows if row["first_call_ms"] > 0
    ]  # fmt: skip
    header = ("concept", "way", "first call ms", "compiling ms", "transfer ms", "peak MiB")
    return section("Apart from the clock", header, lines)


def _trouble(rows: list[dict]) -> str:
    lines = [
        (row["concept"], _title(way(row)), row["pass"], row["size"], row["reason"])
        for row in rows
        if row["reason"]
    ]
    return section("Without a time", ("concept", "way", "pass", "size", "reason"), lines)


def _by(rows: list[dict], *columns: str) -> dict[tuple, list[dict]]:
    groups = {}
    for row in rows:
        groups.setdefault(tuple(row[column] for column in columns), []).append(row)
    return groups
