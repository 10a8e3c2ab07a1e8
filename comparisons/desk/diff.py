"""The command ``triptych diff``: what two runs that were kept say otherwise."""

import math
from collections.abc import Iterable
from typing import Annotated

import typer

from comparisons.desk import options
from comparisons.desk.app import app, end
from comparisons.desk.ending import ExitCode
from comparisons.desk.programs import print_json
from comparisons.errors import Mistake

#: So many groups of changes are told of a kind; the page and --json tell all.
MOST = 20

#: So many letters of a reason.
REASON = 300

#: What tells changes apart in a group of them: of it the first is told.
WITHIN = ("dtype", "case", "label", "size", "pass")

Before = Annotated[str, typer.Argument(metavar="RUN", help="The folder of the earlier run.")]
After = Annotated[str, typer.Argument(metavar="RUN", help="That of the later one.")]


@app.command("diff")
def compare_runs(
    before: Before,
    after: After,
    factor: Annotated[
        float, typer.Option(help="An error is told that is so many times as large as it was, or as small.")
    ] = 2,
    out: Annotated[
        str | None, typer.Option("--out", metavar="FOLDER", help="Write a page, diff.html, there.")
    ] = None,
    as_json: options.Json = False,
    plain: options.Plain = False,
    debug: options.Debug = False,
) -> None:
    """Tell what changed between two runs that were kept. Exit code 1 when anything got worse."""
    from comparisons.desk.folders import save, writing
    from reports import diff_page

    if not 1 < factor < math.inf:
        raise Mistake(f"the factor must be more than 1, not {factor:g}")
    found, page, unwritten = told(before, after, factor), None, ""
    if out is not None:
        with writing(out) as folder:
            page, unwritten = save(lambda folder: diff_page.write(found, folder), folder)
    if as_json:
        print_json(found.facts() | dict(page=page))
    else:
        print_diff(found, plain)
        if page:
            print(f"Page: {page}")
    end(ExitCode.BAD if found.worse else ExitCode.GOOD, "", as_json, unwritten)


def told(before: str, after: str, factor: float = 2):
    """Return the diff of two folders. Raises Mistake if one holds no run, or if they have nothing in common."""
    from reports.diff import diff
    from reports.kept import read

    try:
        return diff(read(before), read(after), factor)
    except ValueError as error:
        raise Mistake(str(error)) from None


def print_diff(found, plain: bool) -> None:
    """Print versions on both sides, tables of what changed, and a sentence."""
    from comparisons.desk import terminal
    from reports.changes import when

    console = terminal.open_console(plain)
    rows = [["run", found.before.name, found.after.name], ["date", when(found.before), when(found.after)]]
    rows += [list(each) for each in found.versions]
    terminal.print_table(console, "", ["", "before", "now"], rows, left=3)
    print_changes(console, found)


def print_changes(console, found) -> None:
    """Print tables of what changed, what is to be said of it, and a sentence."""
    from comparisons.desk import terminal
    from reports.history import TIMINGS

    kinds = {
        "Verdicts": (found.verdicts, found.key),
        "Worst errors in roundings": (found.roundings, found.key),
        "Times": (found.times, TIMINGS),
        "Memory": (found.memory, ("framework", "what")),
    }
    for title, (every, key) in kinds.items():
        groups = _groups(every, key)
        if not groups:
            continue
        header = ["what", "before", "now", "", "more"]
        terminal.print_line("")
        terminal.print_table(console, title, header, [_row(group, key) for group in groups[:MOST]])
        told = [first for first, *_ in groups[:MOST] if first.reason]
        for line in dict.fromkeys(map(_why, told)):
            terminal.print_line(line)
        if len(groups) > MOST:
            terminal.print_line(
                f"{len(groups) - MOST} more are in --json, and on the page that --out writes."
            )
    terminal.print_line("")
    for note in found.notes:
        terminal.print_line(note)
    terminal.print_line(found.sentence())


def _groups(every: Iterable, key: tuple[str, ...]) -> list[list]:
    """Return changes that are alike together: of one concept, by one framework, and of verdicts the same two."""
    groups = {}
    for change in every:
        alike = tuple(value for name, value in zip(key, change.what, strict=True) if name not in WITHIN)
        verdict = (change.before, change.after) if math.isnan(change.factor) else change.worse
        groups.setdefault((alike, verdict), []).append(change)
    return list(groups.values())


def _why(change) -> str:
    """Return why the graver of a change's two verdicts was said."""
    return f"{change.what[0]}{'' if change.worse else ', before'}: {change.reason[:REASON]}"


def _row(group: list, key: tuple[str, ...]) -> list[str]:
    from reports.numbers import significant
    from reports.panels import title_of

    first = group[0]
    what = {
        name: str(value)
        for name, value in zip(key, first.what, strict=True)
        if value and (name, value) != ("device", "cpu")
    }
    named = [title_of(value) for name, value in what.items() if name not in WITHIN]
    one = [what[name] for name in ("label", "pass", "dtype") if name in what]
    size = (
        ""
        if math.isnan(first.factor)
        else f"× {significant(first.factor)}"
        if first.factor >= 1
        else f"÷ {significant(1 / first.factor)}"
    )
    return [" ".join([*named, *one]), first.before, first.after, size, str(len(group) - 1 or "")]
