"""The page of a diff: two runs held against each other, to be opened by itself."""

from collections.abc import Iterator
from pathlib import Path

from reports.changes import MOST, when
from reports.diff import NOTABLE_MEMORY, Diff
from reports.files import put
from reports.pages import environment, style
from reports.report import Report
from reports.write import ASSETS

#: What the page needs beside its style sheet.
NEEDS = ("site.js", "tablesort.min.js", "tablesort.LICENCE.txt")


def write(diff: Diff, folder: Path) -> Path:
    """Write the page into a folder, which is made if need be, and return it. Raises OSError."""
    for name, content in files(diff):
        put(Path(folder) / name, content)
    return Path(folder) / "diff.html"


def files(diff: Diff) -> Iterator[tuple[str, bytes]]:
    """Yield (path, content) of the page and of what it needs, the page last."""
    templates = environment(report=Report({}, {}))
    for asset in NEEDS:
        yield asset, (ASSETS / asset).read_bytes()
    name, text = style(templates)
    yield name, text.encode()
    known = dict(diff=diff, most=MOST, when=when, notable_memory=NOTABLE_MEMORY)
    yield "diff.html", templates.get_template("diff.html").render(root="", **known).encode()
