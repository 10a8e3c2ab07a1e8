"""Tables in Markdown whose cells can hold anything."""

from collections.abc import Iterable, Mapping


def table(header: tuple, rows: Iterable[Iterable]) -> str:
    """Return a table; each cell is escaped."""
    lines = [header, ["---"] * len(header), *rows]
    return "\n".join(f"| {' | '.join(map(escaped, line))} |" for line in lines)


def section(title: str, header: tuple, rows: list[tuple]) -> str:
    """Return a heading and a table under it, "" if it has no rows."""
    return f"## {title}\n\n{table(header, rows)}" if rows else ""


def provenance(environment: Mapping) -> str:
    """Return a line on what was run and when, and one on the machine, as far as they are known."""
    versions = ", ".join(f"{name} {version}" for name, version in environment.get("versions", {}).items())
    threads = f"{environment['threads']} threads" if "threads" in environment else ""
    lines = [("command", "date"), ("processor",)]
    ran, machine = ([environment[key] for key in keys if environment.get(key)] for keys in lines)
    machine += filter(None, (threads, versions))
    return "\n\n".join(escaped(", ".join(map(str, line))) + "." for line in (ran, machine) if line)


def escaped(cell) -> str:
    """Return a cell as text that no Markdown and no HTML can come out of."""
    text = " ".join(str(cell).split()).replace("&", "&amp;").replace("<", "&lt;")
    for special in "\\|*_[]`":
        text = text.replace(special, "\\" + special)
    return text
