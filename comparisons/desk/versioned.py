"""What the command line prints of a check in several environments."""

from collections import Counter

from comparisons.desk import terminal
from comparisons.desk.diff import print_changes
from comparisons.desk.ending import CONTINUES, ExitCode, Part
from comparisons.judging.agreement import AGREES, CRASHED, DIFFERS, FAILS, TIMED_OUT, UNAVAILABLE
from comparisons.versions.clocked import NOTABLE, is_told
from reports.kept import read
from reports.numbers import significant
from reports.panels import title_of

#: The lines that come first, in their order.
FIRST = ("", "checks", AGREES, DIFFERS, FAILS, CRASHED, TIMED_OUT, UNAVAILABLE)


def print_attempts(attempts: list, diffs: dict, times: list[dict], plain: bool) -> None:
    """Print a column for each environment, what is wrong with some, and what changed in each of the others."""
    console = terminal.open_console(plain)
    columns = [_column(each, diffs.get(each)) for each in attempts]
    every = dict.fromkeys(line for column in columns for line in column)
    lines = sorted(every, key=lambda line: FIRST.index(line) if line in FIRST else len(FIRST))
    rows = [[line, *(column.get(line, "–") for column in columns)] for line in lines]
    terminal.print_table(console, "", ["", *(each.environment.name for each in attempts)], rows)
    for each in attempts:
        if each.trouble:
            terminal.print_line(f"{each.environment.name} {each.state}: {each.trouble}")
    for each, diff in diffs.items():
        terminal.print_line(f"\n{attempts[0].environment.name} → {each.environment.name}")
        print_changes(console, diff)
        terminal.print_line(f"Page: {each.folder / 'diff.html'}")
    if times:
        _print_times(console, times, attempts[0].environment.name)


def _column(attempt, diff) -> dict[str, str]:
    """Return what is told of an environment in its column, by line."""
    if not attempt.has_run:
        return {"": attempt.state}
    run = read(attempt.folder)
    column = {"": attempt.state, "checks": f"{len(run.checks):,}"}
    column |= {
        verdict: f"{number:,}" for verdict, number in Counter(row["verdict"] for row in run.checks).items()
    }
    if diff:
        column |= {
            "other numbers than the first": f"{len(diff.moved):,}",
            "worse than the first": str(diff.worse),
        }
    for name, used in (run.environment.get("workers") or {}).items():
        column[f"{title_of(name)}, processor s"] = significant(used["cpu_s"], 3)
        column[f"{title_of(name)}, peak MiB"] = significant(used["peak_mib"], 3)
    return column


def _print_times(console, times: list[dict], base: str) -> None:
    """Print what is slower or faster than in the first environment beyond noise, what has no time, and a sentence."""
    rows = [row for row in times if row["framework"] != base]
    told = sorted(filter(is_told, rows), key=lambda row: -row["ratio"])
    lines = [
        [row["concept"], row["framework"], row["mode"], f"{significant(row['ratio'])}",
         f"[{significant(row['ratio_low'])}, {significant(row['ratio_high'])}]"]
        for row in told
    ]  # fmt: skip
    terminal.print_line("")
    if lines:
        header = ["concept", "environment", "mode", "ratio", "interval"]
        terminal.print_table(console, f"Times as multiples of those with {base}", header, lines, left=3)
    for row in rows:
        if row["reason"]:
            terminal.print_line(f"{row['concept']} {row['framework']}: {row['reason']}")
    timed = sum(row["ratio"] == row["ratio"] for row in rows)
    terminal.print_line(
        f"{len(told)} of {timed} times are {NOTABLE} times as long or as short as the first, beyond their interval."
    )


def facts(attempts: list, diffs: dict, times: list[dict]) -> dict:
    """Return what is told of the environments for programs."""
    told = [
        dict(versions=each.environment.versions, state=each.state, trouble=each.trouble)
        | dict(run=str(each.folder) if each.has_run else None)
        | dict(diff=diffs[each].facts() if each in diffs else None)
        for each in attempts
    ]
    rows = [{name: None if value != value else value for name, value in row.items()} for row in times]
    return dict(environments=told, times=rows)


def ending(
    attempts: list, diffs: dict, times: list[dict], part: Part, interrupted: bool
) -> tuple[ExitCode, str]:
    """Return the exit code and the last sentence: what is worse or crashed is bad, what is not to be had incomplete."""
    if interrupted:
        return ExitCode.INTERRUPTED, f"Interrupted: {part}. {CONTINUES}"
    slower = any(is_told(row) and row["ratio"] > 1 for row in times)
    if (
        slower
        or any(each.state == "crashed" for each in attempts)
        or any(diff.worse for diff in diffs.values())
    ):
        return ExitCode.BAD, ""
    lacking = [each.environment.name for each in attempts if each.state == "not to be had"]
    if lacking:
        return (
            ExitCode.INCOMPLETE,
            f"Not all that was asked for was checked: {'; '.join(lacking)} not to be had.",
        )
    return ExitCode.GOOD, ""
