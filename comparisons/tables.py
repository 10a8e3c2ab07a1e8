"""The tidy tables that everything ends in: rows are gathered here while a run goes on, and can be read at any time."""

from collections.abc import Sequence
from dataclasses import dataclass, field

COLUMNS = {
    "checks": [
        "concept", "family", "case", "seed", "framework", "mode", "kind", "array", "dtype", "device", "error", "units",
        "allowed", "verdict", "reason", "digest", "repeats",
    ],
    "timings": [
        "concept", "framework", "mode", "pass", "device", "dtype", "size", "scale", "axis", "extent", "rounds",
        "disturbed", "median_ms", "q1_ms", "q3_ms", "ratio", "ratio_low", "ratio_high", "operations", "bytes",
        "bound_ms", "first_call_ms", "compile_ms", "transfer_ms", "peak_mib", "reason",
    ],
    "accuracy": ["story", "data", "model", "framework", "setting", "split", "metric", "value"],
}  # fmt: skip


@dataclass
class Tables:
    """Rows of ``checks``, ``timings`` and ``accuracy``, as dicts.

    ``names`` are concepts and stories in the order in which rows are told, ``frameworks`` the same.
    """

    names: Sequence[str] = ()
    frameworks: Sequence[str] = ()

    checks: list[dict] = field(default_factory=list)
    timings: list[dict] = field(default_factory=list)
    accuracy: list[dict] = field(default_factory=list)

    def frames(self) -> dict:
        """Return the tables as DataFrames, sorted so that they are the same whichever worker was first."""
        import pandas

        place = {name: number for number, name in enumerate(self.names)}
        frames = {}
        for name, columns in COLUMNS.items():
            frame = pandas.DataFrame(getattr(self, name), columns=columns)
            order = [
                frame[columns[0]].map(place),
                frame["framework"].map({name: n for n, name in enumerate(self.frameworks)}),
            ]
            keys = pandas.concat(order, axis=1, keys=["concept", "framework"]).sort_values(
                ["concept", "framework"], kind="stable"
            )
            frames[name] = frame.loc[keys.index].reset_index(drop=True)
        return frames
