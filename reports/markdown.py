"""Tables in Markdown whose cells can hold anything."""

from collections.abc import Iterable


def table(header: tuple, rows: Iterable[Iterable]) -> str:
    """Return a table; each cell is escaped."""
    lines = [header, ["---"] * len(header), *rows]
    return "\n".join(f"| {' | '.join(map(escaped, line))} |" for line in lines)


def section(title: str, header: tuple, rows: list[tuple]) -> str:
    """Return a heading and a table under it, "" if it has no rows."""
    return f"## {title}\n\n{table(header, rows)}" if rows else ""


def escaped(cell) -> str:
    """Return a cell as text that no Markdown and no HTML can come out of."""
    text = " ".join(str(cell).split()).replace("&", "&amp;").replace("<", "&lt;")
    for special in "\\|*_[]`":
        text = text.replace(special, "\\" + special)
    return text
