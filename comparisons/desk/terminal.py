"""What the command line prints: sources, tables that fit 80 columns, reasons, one sentence at the end."""

import math
from collections.abc import Sequence
from textwrap import fill

from rich.console import Console
from rich.markup import escape
from rich.measure import Measurement
from rich.table import Table

from comparisons.clock.timed import BASE
from comparisons.declaring.catalogue import load
from comparisons.judging.agreement import AGREES, CRASHED, DIFFERS, FAILS, LAW, TIMED_OUT, UNAVAILABLE
from comparisons.reproducing.rows import command
from reports.panels import USUAL, title_of

#: So many characters of a name in one line can be read.
LEAST = 24


def print_checks(checks, unavailable: dict[str, str], plain: bool, seeds: int = 1) -> None:
    """Print a table of concepts, the reason of everything that failed, and one sentence.

    Of several ``seeds``, what is good is the worst that one of them showed of an array.
    """
    console = open_console(plain)
    lacking = [(framework, USUAL[framework]) for framework in unavailable]
    ways = list(dict.fromkeys([*zip(checks.framework, checks["mode"], strict=True), *lacking]))
    if len(checks):
        rows = [
            [
                concept,
                *(_cell(rows[(rows.framework == name) & (rows["mode"] == mode)]) for name, mode in ways),
            ]
            for concept, rows in checks.groupby("concept", sort=False)
        ]
        titles = (title_of(name) + (f"\n{mode}" if mode != USUAL[name] else "") for name, mode in ways)
        header = ["concept", *titles]
        print_table(console, "Worst error in roundings", header, rows)
    print_reasons(console, checks, unavailable)
    print_line(f"The worst of {seeds} seeds. {sentence(checks)}" if seeds > 1 else sentence(checks))


def print_timings(timings, unavailable: dict[str, str], page, plain: bool, what: str = "concept") -> None:
    """Print PyTorch eager's medians and all others' ratios to them, what has no time and why, and one sentence."""
    console = open_console(plain)
    timed = timings[timings.median_ms.notna()]
    ways = list(dict.fromkeys(zip(timed.framework, timed["mode"], strict=True)))
    several = timed.scale.nunique() > 1
    header = [what, "pass", *(["size"] if several else [])]
    units = [" ms" if way == BASE else "" for way in ways]
    header += [f"{title_of(name)}\n{mode}{unit}" for (name, mode), unit in zip(ways, units, strict=True)]
    lines = []
    for (concept, which, _), rows in timed.groupby(["concept", "pass", "scale"], sort=False):
        cells = {(row.framework, row.mode): _time(row) for row in rows.itertuples()}
        short = {"forward and backward": "fwd+bwd"}.get(which, which)
        size = [f"{rows.axis.iloc[0]}={rows.extent.iloc[0]:.0f}"] if several else []
        lines.append(
            [concept.partition(".")[2] or concept, short, *size, *(cells.get(way, "–") for way in ways)]
        )
    if lines:
        print_table(console, "", header, lines, left=2 + several)
    told = timings[(timings.reason != "") & ~timings.framework.isin([*unavailable])]
    for _, row in told.iterrows():
        _print_line(console, f"{row.concept} {row.framework} {row['mode']}: {row.reason}")
    for framework, reason in unavailable.items():
        _print_line(console, f"{framework} is unavailable: {reason}")
    unit = "PyTorch eager in ms, the others as multiples of it" if BASE in ways else "in ms"
    print_line(f"{_concepts(timed, what)} timed" + (f": {unit}." if lines else "."))
    _print_disturbed(timings)
    if page:
        print_line(f"Record: {page}")


def _print_disturbed(timings) -> None:
    share = timings.disturbed.sum() / max(timings.rounds.sum(), 1)
    if share > 0:
        print_line(f"Something else kept the machine busy in {share:.1%} of the turns: take care.")


def print_twins(timings, plain: bool) -> None:
    """Print how a framework fares against itself: the ratio is 1, so an interval without 1 is the clock's mistake."""
    again = timings[timings.framework.str.endswith(" again") & timings.ratio.notna()]
    sure = again.ratio_low.notna()
    holds = (again.ratio_low <= 1) & (again.ratio_high >= 1)
    rows = []
    for row, known, held in zip(again.itertuples(), sure, holds, strict=True):
        interval = f"[{row.ratio_low:.3f}, {row.ratio_high:.3f}]" if known else "–"
        rows.append([row.concept, f"{row.ratio:.3f}", interval, ("yes" if held else "no") if known else "–"])
    print_table(open_console(plain), "", ["concept", "against itself", "interval", "holds 1"], rows)
    _print_disturbed(timings)
    near = (again.ratio.sub(1).abs() <= 0.03).sum()
    print_line(f"{holds.sum()} of {sure.sum()} intervals hold 1; {near} ratios lie within 3 % of it.")


def print_report(page, frames, unavailable: dict[str, str], plain: bool) -> None:
    """Print what failed, one sentence, and where the report lies; all of its numbers if it could not be written."""
    if page is None:
        print_timings(frames["timings"], {}, None, plain)
        print_checks(frames["checks"], unavailable, plain)
        return
    print_reasons(open_console(plain), frames["checks"], unavailable)
    print_line(sentence(frames["checks"]))
    print_line(f"Report: {page}")


def counts(checks) -> dict[str, int]:
    """Return how many checks have each verdict."""
    verdicts = (AGREES, DIFFERS, FAILS, CRASHED, TIMED_OUT, UNAVAILABLE)
    return {verdict: int((checks.verdict == verdict).sum()) for verdict in verdicts}


def sentence(checks) -> str:
    """Return the one sentence in which a run of checks ends."""
    words = {AGREES: "agree", DIFFERS: "differ as declared", FAILS: "fail"}
    told = {
        verdict: count for verdict, count in counts(checks).items() if count or verdict in (AGREES, FAILS)
    }
    parts = ", ".join(f"{count} {words.get(verdict, verdict)}" for verdict, count in told.items())
    return f"{len(checks)} checks over {_concepts(checks)}: {parts}."


def _concepts(table, what: str = "concept") -> str:
    number = table.concept.nunique()
    return f"1 {what}" if number == 1 else f"{number} {what}s"


def print_telling(telling, written: list, plain: bool) -> None:
    """Print a story: its text, tables and claims, what is wrong, and which files it has written."""
    from reports.numbers import powers
    from reports.stories import is_number, shown
    from reports.stories import written as cell
    from reports.weaving import unmarked

    console = open_console(plain)
    width = min(console.width, 80)
    for block in (unmarked(telling.told["text"]) or telling.told["title"]).split("\n\n"):
        is_prose = not block.startswith("    ")
        _print_line(console, (fill(block, width) if is_prose else block) + "\n")
    for shown_table in telling.tables.values():
        header, rows = shown(shown_table.frame)
        right = [bool(rows) and is_number(rows[0][place]) for place in range(len(header))]
        lines = [[*map(escape, map(cell, row))] for row in rows]
        print_table(console, shown_table.title, header, lines, right=right, wrap=True, width=width)
        print_line("")
    if telling.data:
        print_line(f"What the story claims of its own data, found on {telling.data}:")
    for finding in telling.findings:
        mark = "so:" if finding.holds else "not so:"
        _print_line(console, fill(f"{mark} {finding.text} ({finding.values})", width, subsequent_indent="  "))
    for claim in telling.claims:
        mark = "✓" if claim.holds else "✗"
        _print_line(
            console, fill(f"{mark} {claim.text} ({powers(claim.values)})", width, subsequent_indent="  ")
        )
    for fault in telling.faults:
        _print_line(console, f"{telling.name}: {fault}")
    for framework, trouble in telling.absent.items():
        if trouble.verdict == UNAVAILABLE:
            _print_line(console, f"{framework} is {trouble.verdict}: {trouble.reason}")
    for path in written:
        _print_line(console, str(path))


def print_end_of_stories(tellings) -> None:
    """Print one sentence on all stories that were told."""
    claims = [claim for telling in tellings for claim in telling.claims]
    held = sum(claim.holds for claim in claims)
    seconds = sum(telling.seconds for telling in tellings)
    broken = sum(not telling.holds for telling in tellings)
    ill = f" {broken} {'stories do' if broken > 1 else 'story does'} not hold." if broken else ""
    print_line(f"{len(tellings)} told in {seconds:.1f} s: {held} of {len(claims)} claims hold.{ill}")


def print_line(text: str) -> None:
    """Print a line as it is, however long."""
    print(text)


def print_table(
    console,
    title: str,
    header: Sequence[str],
    rows: Sequence[Sequence[str]],
    *,
    left: int = 1,
    right: Sequence[bool] = (),
    wrap: bool = False,
    width: int | None = None,
) -> None:
    """Print a table; where the terminal is too narrow for its longest words, print a block of lines for each row.

    The first ``left`` columns stand at the left, the others at the right; or ``right`` says it of each. ``wrap`` lets
    cells take several lines; else long names in the first column are folded, as long as LEAST characters fit in a line.
    """  # fmt: skip
    table = Table(title=title or None, box=None, header_style="bold", title_justify="left",
                  padding=(0, 1) if title else (0, 1, 0, 0))  # fmt: skip
    right = right or [place >= left for place in range(len(header))]
    for column, at_right in zip(header, right, strict=True):
        table.add_column(column, justify="right" if at_right else "left", no_wrap=not wrap)
    for row in rows:
        table.add_row(*row)
    size = Measurement.get(console, console.options.update(max_width=10_000), table)
    room = (width or console.width) - (size.minimum if wrap else size.maximum)
    left_for_names = max((len(first) for first, *_ in rows), default=0) + room
    folds = not wrap and room < 0 and left_for_names >= LEAST
    if folds:
        names = table.columns[0]
        names.no_wrap, names.overflow, names.width = False, "fold", left_for_names
    if room >= 0 or folds:
        console.print(table, highlight=False, width=width)
        return
    if title:
        _print_line(console, title)
    for first, *others in rows:
        console.print(first, highlight=False, soft_wrap=True)
        for column, cell in zip(header[1:], others, strict=True):
            console.print(f"  {' '.join(column.split())}: {cell}", highlight=False, soft_wrap=True)


def open_console(plain: bool) -> Console:
    """Return the console to print on."""
    return Console(no_color=plain, force_terminal=False if plain else None)


def _time(row) -> str:
    """Write PyTorch eager's median in ms, any other as a multiple of it, or in ms too where there is none."""
    if (row.framework, row.mode) == BASE:
        return f"{row.median_ms:.3g}"
    return f"{row.median_ms:.3g} ms" if row.ratio != row.ratio else f"{row.ratio:.3g}"


def _cell(rows) -> str:
    if not len(rows):
        return "–"
    bad = rows[~rows.verdict.isin([AGREES, DIFFERS])]
    if len(bad):
        verdict = FAILS if (bad.verdict == FAILS).any() else bad.verdict.iloc[0]
        return f"[bold red]{verdict}[/]" if verdict != UNAVAILABLE else f"[yellow]{verdict}[/]"
    agreeing = rows[(rows.verdict == AGREES) & (rows.kind != LAW)].units.max()
    differs = " [cyan]differs[/]" if (rows.verdict == DIFFERS).any() else ""
    return (AGREES if math.isnan(agreeing) else f"{agreeing:.1f}") + differs


def print_reasons(console, checks, unavailable) -> None:
    """Print the first failure of each array with how many more are like it; what crashed, by its reason.

    A reason holds its place: what is the same in several frameworks lies in what they share, and none is blamed.
    """
    bad = checks[checks.verdict.isin([FAILS, CRASHED, TIMED_OUT])]
    others = bad.reason.where(bad.verdict != FAILS)
    alike = ["concept", "verdict", "kind", "array", bad.units > bad.allowed, others]
    for _, rows in bad.groupby(alike, sort=False, dropna=False):
        first = rows.iloc[0]
        framework = f" {first.framework}" if rows.framework.nunique() == 1 else ""
        case = f" ({first.case})" if first.case else ""
        who = f"{first.concept}{case}{framework} {first['dtype']} {first.verdict}: "
        more = f"{', '.join(rows.framework.unique())}; {', '.join(rows['dtype'].unique())}"
        also = f" (and {len(rows) - 1} more such: {more})" if len(rows) > 1 else ""
        _print_line(console, f"{'' if first.verdict == FAILS else who}{first.reason}{also}")
    for _, row in bad[(bad.verdict == FAILS) & (bad.framework != "scratch")][:1].iterrows():
        _print_line(console, f"The first as a script: {command(row, load(row.concept))}")
    for framework, reason in unavailable.items():
        _print_line(console, f"{framework} is unavailable: {reason}")


def _print_line(console, text: str) -> None:
    console.print(text, markup=False, highlight=False, soft_wrap=True)
