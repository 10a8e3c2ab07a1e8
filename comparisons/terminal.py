"""What the command line prints: progress, tables that fit 80 columns, one sentence at the end."""

import sys
import time
from collections.abc import Callable
from textwrap import fill

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
from rich.progress import Progress as Bars
from rich.table import Table

from comparisons.agreement import AGREES, CRASHED, DIFFERS, FAILS, TIMED_OUT, UNAVAILABLE
from comparisons.timed import BASE
from reports.panels import PANELS

NARROW = 120


class Progress:
    """Progress on standard error: bars on a terminal, a plain line every ten seconds elsewhere, nothing if quiet."""

    def __init__(self, quiet: bool, plain: bool):
        self.quiet = quiet
        console = Console(stderr=True)
        self.bars = None
        if not (quiet or plain) and console.is_terminal:
            columns = (
                TextColumn("{task.description}"),
                BarColumn(),
                MofNCompleteColumn(),
                TimeRemainingColumn(),
            )
            self.bars = Bars(*columns, TextColumn("{task.fields[concept]}"), console=console, transient=True)

    def __enter__(self):
        if self.bars:
            self.bars.start()
        return self

    def __exit__(self, *_):
        if self.bars:
            self.bars.stop()

    def bar(self, what: str, total: int) -> Callable[..., None]:
        """Begin a bar of so many steps; return the function to call, with a concept's name, when a step is done.

        Called with ``advance=0`` it says what is being done.
        """
        if self.bars:
            task = self.bars.add_task(what, total=total, concept="")
            return lambda concept, advance=1: self.bars.update(task, advance=advance, concept=concept)
        began = time.monotonic()
        state = dict(done=0, said=began)

        def step(concept: str, advance: int = 1) -> None:
            state["done"] += advance
            now = time.monotonic()
            if not self.quiet and (now - state["said"] > 10 or state["done"] == total):
                left = (now - began) / state["done"] * (total - state["done"]) if state["done"] else 0
                wait = f", about {_duration(left)} left" if left else ""
                print(f"{what}: {state['done']} of {total} ({concept}){wait}", file=sys.stderr, flush=True)
                state["said"] = now

        return step


def show_sources(name: str, plain: bool) -> None:
    """Print the three sources of a concept side by side, below each other where the terminal is narrow."""
    from rich.panel import Panel
    from rich.syntax import Syntax

    from comparisons.catalogue import source

    console = _console(plain)
    sources = {panel: source(name, panel) for panel in PANELS}
    if plain or not console.is_terminal:
        for panel, text in sources.items():
            print(f"# {PANELS[panel].title}: {name}\n\n{text}")
        return
    panels = [
        Panel(
            Syntax(text, "python", theme="ansi_dark", background_color="default", word_wrap=True),
            title=PANELS[panel].title,
        )
        for panel, text in sources.items()
    ]
    if console.width < NARROW:
        console.print(*panels, sep="\n")
        return
    grid = Table.grid(expand=True)
    for _ in panels:
        grid.add_column(ratio=1)
    grid.add_row(*panels)
    console.print(grid)


def print_checks(checks, unavailable: dict[str, str], plain: bool) -> None:
    """Print a table of concepts, the reason of everything that failed, and one sentence."""
    console = _console(plain)
    frameworks = list(dict.fromkeys([*checks.framework, *unavailable]))
    if len(checks):
        table = Table(title="Worst error in roundings", box=None, header_style="bold", title_justify="left")
        table.add_column("concept", no_wrap=True)
        for framework in frameworks:
            table.add_column(PANELS[framework].title, justify="right", no_wrap=True)
        for concept, rows in checks.groupby("concept", sort=False):
            table.add_row(concept, *(_cell(rows[rows.framework == framework]) for framework in frameworks))
        console.print(table)
    _print_reasons(console, checks, unavailable)
    console.print(sentence(checks), highlight=False)


def print_timings(timings, unavailable: dict[str, str], page, plain: bool) -> None:
    """Print PyTorch eager's medians and all others' ratios to them, what has no time and why, and one sentence."""
    console = _console(plain)
    timed = timings[timings.median_ms.notna()]
    ways = list(dict.fromkeys(zip(timed.framework, timed["mode"], strict=True)))
    table = Table(box=None, header_style="bold", padding=(0, 1, 0, 0))
    table.add_column("concept", no_wrap=True)
    several = timed.scale.nunique() > 1
    table.add_column("pass", no_wrap=True)
    if several:
        table.add_column("size", no_wrap=True)
    for framework, mode in ways:
        unit = " ms" if (framework, mode) == BASE else ""
        table.add_column(f"{PANELS[framework].title}\n{mode}{unit}", justify="right", no_wrap=True)
    for (concept, which, _), rows in timed.groupby(["concept", "pass", "scale"], sort=False):
        cells = {(row.framework, row.mode): _time(row) for row in rows.itertuples()}
        short = {"forward and backward": "fwd+bwd"}.get(which, which)
        size = [f"{rows.axis.iloc[0]}={rows.extent.iloc[0]:.0f}"] if several else []
        table.add_row(concept.partition(".")[2], short, *size, *(cells.get(way, "–") for way in ways))
    console.print(table, highlight=False)
    for _, row in timings[timings.reason != ""].iterrows():
        _print_line(console, f"{row.concept} {row.framework} {row['mode']}: {row.reason}")
    for framework, reason in unavailable.items():
        _print_line(console, f"{framework} is unavailable: {reason}")
    print(f"{_concepts(timings)} timed: PyTorch eager in ms, the others as multiples of it.")
    _print_disturbed(timings)
    print(f"Record: {page}")


def _print_disturbed(timings) -> None:
    share = timings.disturbed.sum() / max(timings.rounds.sum(), 1)
    if share > 0:
        print(f"Something else kept the machine busy in {share:.1%} of the turns: take care.")


def print_twins(timings, plain: bool) -> None:
    """Print how a framework fares against itself: the ratio is 1, so an interval without 1 is the clock's mistake."""
    again = timings[timings.framework.str.endswith(" again") & timings.ratio.notna()]
    holds = (again.ratio_low <= 1) & (again.ratio_high >= 1)
    table = Table(box=None, header_style="bold")
    for column in ("concept", "against itself", "interval", "holds 1"):
        table.add_column(column, justify="left" if column == "concept" else "right", no_wrap=True)
    for row, held in zip(again.itertuples(), holds, strict=True):
        interval = f"[{row.ratio_low:.3f}, {row.ratio_high:.3f}]"
        table.add_row(row.concept, f"{row.ratio:.3f}", interval, "yes" if held else "no")
    _console(plain).print(table, highlight=False)
    _print_disturbed(timings)
    near = (again.ratio.sub(1).abs() <= 0.03).sum()
    print(f"{holds.sum()} of {len(again)} intervals hold 1; {near} ratios lie within 3 % of it.")


def print_report(page, checks, unavailable: dict[str, str], interrupted: bool, plain: bool) -> None:
    """Print what failed, one sentence, and where the report lies."""
    console = _console(plain)
    _print_reasons(console, checks, unavailable)
    if interrupted:
        print("Interrupted: the report holds what was done until then.")
    console.print(sentence(checks), highlight=False)
    print(f"Report: {page}")


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


def _concepts(table) -> str:
    number = table.concept.nunique()
    return "1 concept" if number == 1 else f"{number} concepts"


def print_telling(telling, written: list, plain: bool) -> None:
    """Print a story: its text, tables and claims, what is wrong, and which files it has written."""
    from reports.stories import is_number, shown
    from reports.stories import written as cell

    console = _console(plain)
    width = min(console.width, 80)
    for block in (telling.told["text"] or telling.told["title"]).split("\n\n"):
        is_prose = not block.startswith("    ")
        _print_line(console, (fill(block, width) if is_prose else block) + "\n")
    for shown_table in telling.tables.values():
        header, rows = shown(shown_table.frame)
        table = Table(title=shown_table.title, box=None, header_style="bold", title_justify="left")
        for place, column in enumerate(header):
            right = bool(rows) and is_number(rows[0][place])
            table.add_column(column, justify="right" if right else "left")
        for row in rows:
            table.add_row(*map(escape, map(cell, row)))
        console.print(table, highlight=False, width=width)
        console.print()
    for claim in telling.claims:
        mark = "✓" if claim.holds else "✗"
        _print_line(console, fill(f"{mark} {claim.text} ({claim.values})", width, subsequent_indent="  "))
    for fault in telling.faults:
        _print_line(console, f"{telling.name}: {fault}")
    for framework, trouble in telling.absent.items():
        if trouble.verdict == UNAVAILABLE:
            _print_line(console, f"{framework} is {trouble.verdict}: {trouble.reason}")
    for path in written:
        _print_line(console, str(path))


def print_end_of_stories(tellings, interrupted: bool) -> None:
    """Print one sentence on all stories that were told."""
    if interrupted:
        print("Interrupted: the stories above were told until then.")
    claims = [claim for telling in tellings for claim in telling.claims]
    held = sum(claim.holds for claim in claims)
    seconds = sum(telling.seconds for telling in tellings)
    broken = sum(not telling.holds for telling in tellings)
    ill = f" {broken} {'stories do' if broken > 1 else 'story does'} not hold." if broken else ""
    print(f"{len(tellings)} told in {seconds:.1f} s: {held} of {len(claims)} claims hold.{ill}")


def exit_code(run, checks) -> int:
    """Return 130 for an interrupted run, 1 if anything fails, crashed or timed out, else 0."""
    bad = checks.verdict.isin([FAILS, CRASHED, TIMED_OUT]).any()
    return 130 if run.interrupted else int(bad or not all(telling.holds for telling in run.tellings))


def _duration(seconds: float) -> str:
    return f"{seconds / 60:.0f} min" if seconds > 90 else f"{seconds:.0f} s"


def _console(plain: bool) -> Console:
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
    agreeing = rows[rows.verdict == AGREES].units.max()
    differs = " [cyan]differs[/]" if (rows.verdict == DIFFERS).any() else ""
    return f"{agreeing:.1f}{differs}"


def _print_reasons(console, checks, unavailable) -> None:
    """Print the first failure of each array with how many more are like it; what crashed, by framework and reason."""
    bad = checks[checks.verdict.isin([FAILS, CRASHED, TIMED_OUT])]
    others = (bad.framework + bad.reason).where(bad.verdict != FAILS)
    alike = ["concept", "verdict", "kind", "array", bad.units > bad.allowed, others]
    for _, rows in bad.groupby(alike, sort=False, dropna=False):
        first = rows.iloc[0]
        who = f"{first.concept} ({first.case}) {first.framework} {first['dtype']} {first.verdict}: "
        more = f"{', '.join(rows.framework.unique())}; {', '.join(rows['dtype'].unique())}"
        also = f" (and {len(rows) - 1} more such: {more})" if len(rows) > 1 else ""
        _print_line(console, f"{'' if first.verdict == FAILS else who}{first.reason}{also}")
    for framework, reason in unavailable.items():
        _print_line(console, f"{framework} is unavailable: {reason}")


def _print_line(console, text: str) -> None:
    console.print(text, markup=False, highlight=False, soft_wrap=True)
