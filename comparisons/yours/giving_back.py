"""Pages to give back: what is said of a person's submission, and the table of a class."""

import html
from collections.abc import Iterator, Sequence
from pathlib import Path

from comparisons.yours import picture
from comparisons.yours.classroom import Submission

_STYLE = (
    "body{font:16px/1.5 system-ui,sans-serif;max-width:52rem;margin:2rem auto;padding:0 1rem;color:#1b1b1b}"
    "h1{font-size:1.5rem}h2{font-size:1.15rem}li{margin:.3rem 0}figcaption{font-size:.85rem;max-width:30rem}"
)


def markdown(submission: Submission) -> str:
    """Return a person's page as Markdown."""
    lines = [f"# {submission.person}", ""]
    if submission.trouble:
        lines += [submission.trouble + ".", ""]
    for verdict in submission.verdicts:
        lines += [f"## {verdict.concept}", "", f"{_mark(verdict.agrees)} {verdict.headline}", ""]
        lines += [f"- {line}" for line in verdict.lines()] + [""]
    return "\n".join(lines).rstrip() + "\n"


def page(submission: Submission) -> str:
    """Return a person's page as HTML, which needs nothing beside it."""
    parts = [f"<h1>{html.escape(submission.person)}</h1>"]
    if submission.trouble:
        parts.append(f"<p>{html.escape(submission.trouble)}.</p>")
    for verdict in submission.verdicts:
        parts += [f"<h2>{html.escape(verdict.concept)}</h2>", picture.html(verdict)]
    title = f"<title>{html.escape(submission.person)}</title>"
    head = f'<!doctype html><html lang="en"><meta charset="utf-8">{title}<style>{_STYLE}</style>'
    return f"{head}<body>{''.join(parts)}</body></html>\n"


def table(submissions: Sequence[Submission]) -> str:
    """Return the table of a class as Markdown, a row for each person and concept."""
    rows = [row for each in submissions for row in each.rows()]
    lines = ["| person | concept | agrees | checks | failing | what is wrong |", "|---|---|---|---|---|---|"]
    for row in rows:
        said = row["said"].replace("|", "\\|")
        cells = row["person"], row["concept"], _mark(row["agrees"]), row["checks"], row["failing"], said
        lines.append(f"| {' | '.join(map(str, cells))} |")
    return "\n".join(lines) + "\n"


def write(submissions: Sequence[Submission], folder: Path) -> Iterator[Path]:
    """Write a page of each person, as Markdown and as HTML, and the table as Markdown and CSV; yield the files."""
    import pandas

    pages = folder / "pages"
    pages.mkdir(exist_ok=True)
    for each in submissions:
        for suffix, text in ((".md", markdown(each)), (".html", page(each))):
            path = pages / f"{each.person}{suffix}"
            path.write_text(text, encoding="utf-8")
            yield path
    path = folder / "class.md"
    path.write_text(table(submissions), encoding="utf-8")
    yield path
    path = folder / "class.csv"
    pandas.DataFrame([row for each in submissions for row in each.rows()]).to_csv(path, index=False)
    yield path


def _mark(agrees: bool) -> str:
    return "✓" if agrees else "✗"
