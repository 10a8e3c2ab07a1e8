"""What a story left behind, as people see it: its tables in words and digits, its pictures and tables as files."""

from collections.abc import Iterator
from numbers import Integral, Real

import pandas as pd

from reports.drawing import alone
from reports.numbers import with_power
from reports.panels import PANELS


def shown(frame: pd.DataFrame) -> tuple[list[str], list[list]]:
    """Return header and rows of a tidy table. If it has framework and value, the panels stand side by side."""
    columns = [str(column) for column in frame]
    if not {"framework", "value"} <= set(columns):
        return columns, [list(row.values()) for row in frame.to_dict("records")]
    keys = [column for column in columns if column not in ("framework", "value")]
    present = [name for name in PANELS if name in set(frame.framework)]
    values: dict[tuple, dict] = {}
    for row in frame.to_dict("records"):
        values.setdefault(tuple(row[key] for key in keys), {})[row["framework"]] = row["value"]
    header = [*keys, *(PANELS[name].title for name in present)]
    return header, [[*key, *(by_panel.get(name) for name in present)] for key, by_panel in values.items()]


def written(cell) -> str:
    """Return a cell of a table as people read it: four digits of what is real, – of what is lacking."""
    if cell is None:
        return "–"
    if isinstance(cell, Real) and not isinstance(cell, Integral):
        return with_power(cell, 4, most=1e5)
    return str(cell)


def is_number(cell) -> bool:
    """Return whether a cell stands at the right of its column."""
    return cell is None or (isinstance(cell, Real) and not isinstance(cell, bool))


def story_files(telling) -> Iterator[tuple[str, bytes]]:
    """Yield (path, content) of a story's pictures as SVG and of its tables as CSV."""
    for name, picture in telling.pictures.items():
        yield f"stories/{telling.folder}/{name}.svg", alone(picture.svg).encode()
    for name, table in telling.tables.items():
        csv = table.frame.to_csv(index=False, lineterminator="\n")
        yield f"stories/{telling.folder}/{name}.csv", csv.encode()
