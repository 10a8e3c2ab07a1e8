"""The command line: ``triptych list | show | check | time | story | report``."""

import json
import sys
from dataclasses import asdict, replace
from pathlib import Path
from typing import Annotated

import typer

from comparisons import catalogue, stories
from comparisons.catalogue import select
from comparisons.errors import Mistake

app = typer.Typer(
    help="Deep-learning concepts by hand in NumPy, in PyTorch and in Keras: proven equal, measured, explained.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

Words = Annotated[
    list[str] | None, typer.Argument(metavar="[CONCEPT|FAMILY]...", help="All concepts if none is named.")
]
Frameworks = Annotated[
    list[str] | None, typer.Option("--framework", help="scratch, pytorch or keras; may be repeated.")
]
Dtypes = Annotated[list[str] | None, typer.Option("--dtype", help="float64 or float32; may be repeated.")]
Device = Annotated[str, typer.Option(help="cpu or cuda.")]
Threads = Annotated[int | None, typer.Option(help="Threads of each framework. [default: one a core]")]
Timeout = Annotated[float, typer.Option(help="Seconds that one case may take.")]
Seed = Annotated[int, typer.Option(help="Seed of the numbers that are drawn.")]
Json = Annotated[bool, typer.Option("--json", help="Print JSON, for programs.")]
Plain = Annotated[bool, typer.Option("--plain", help="Plain lines: no colours, no bars.")]
Out = Annotated[Path, typer.Option("--out", help="The folder to write to.")]
OUT = Path("reports/out")


@app.command("list")
def list_concepts(
    words: Words = None,
    of_stories: Annotated[bool, typer.Option("--stories", help="List the stories instead.")] = False,
    as_json: Json = False,
) -> None:
    """List the concepts, or the stories that run them on data."""
    kind, found = ("story", stories) if of_stories else ("concept", catalogue)
    rows = [found.describe(name) for name in found.select(words or ())]
    if as_json:
        print(json.dumps(rows, ensure_ascii=False, indent=1))
        return
    width = max((len(row[kind]) for row in rows), default=0)
    for row in rows:
        print(f"{row[kind]:{width}}  {row['title']}")


@app.command()
def show(concept: Annotated[str, typer.Argument(metavar="CONCEPT")], plain: Plain = False) -> None:
    """Show the three sources of a concept side by side."""
    from comparisons import terminal

    names = select([concept])
    if len(names) > 1:
        raise Mistake(f"{concept!r} names {len(names)} concepts; show one of {', '.join(names)}")
    terminal.show_sources(names[0], plain)


@app.command()
def check(
    words: Words = None,
    framework: Frameworks = None,
    dtype: Dtypes = None,
    device: Device = "cpu",
    threads: Threads = None,
    timeout: Timeout = 120,
    seed: Seed = 0,
    quick: Annotated[bool, typer.Option("--quick", help="The first case of each concept alone.")] = False,
    as_json: Json = False,
    plain: Plain = False,
) -> None:
    """Compare outputs, gradients and training runs. Exit code 1 when anything fails."""
    from comparisons import runs, terminal
    from comparisons.plan import Plan

    plan = Plan.make(words or (), framework or (), dtype or (), device, threads, timeout)
    with terminal.Progress(quiet=as_json, plain=plain) as progress:
        run = runs.check(plan, seed, quick, progress)
    checks = run.tables.frames()["checks"]
    if as_json:
        print(checks.to_json(orient="records", indent=1))
    else:
        terminal.print_checks(checks, plan.unavailable, plain)
    raise typer.Exit(terminal.exit_code(run, checks))


@app.command("time")
def time_concepts(
    words: Words = None,
    framework: Frameworks = None,
    dtype: Annotated[str, typer.Option(help="float32 or float64.")] = "float32",
    device: Device = "cpu",
    threads: Threads = None,
    timeout: Timeout = 120,
    rounds: Annotated[
        int | None, typer.Option(min=1, help="Turns of each job in each generation: 3, with --self twice 2.")
    ] = None,
    generations: Annotated[
        int | None, typer.Option(min=1, help="Generations of fresh worker processes: 5, with --self 30.")
    ] = None,
    modes: Annotated[
        str, typer.Option(help="default, all, or some of numpy,eager,compile,function,xla.")
    ] = "default",
    sizes: Annotated[
        str, typer.Option(help="default (1), all, or some of 1/16,1/4,1,4 times the timing size.")
    ] = "default",
    twins: Annotated[
        bool, typer.Option("--self", help="One framework against itself: is the clock true?")
    ] = False,
    resume: Annotated[bool, typer.Option("--resume", help="Continue a run that was stopped.")] = False,
    out: Out = OUT / "time",
    as_json: Json = False,
    plain: Plain = False,
) -> None:
    """Time the frameworks side by side, one process each, taking turns. Ctrl-C keeps what was done."""
    from comparisons import runs, terminal
    from comparisons.journal import Journal
    from comparisons.plan import Plan
    from comparisons.timed import MODES, choose_modes, choose_sizes
    from comparisons.timing import AGAINST_ITSELF, Schedule

    usual = AGAINST_ITSELF if twins else Schedule()
    schedule = replace(
        usual,
        dtype=dtype,
        rounds=rounds or usual.rounds,
        generations=generations or usual.generations,
        modes=choose_modes(modes),
        sizes=choose_sizes(sizes),
    )
    plan = Plan.make(
        words or (), framework or (["pytorch"] if twins else []), [dtype], device, threads, timeout
    )
    if twins:
        if len(plan.frameworks) > 1:
            raise Mistake(
                f"--self times one framework against itself; name one of {', '.join(plan.frameworks)}"
            )
        (name,) = plan.frameworks
        mode = MODES[name][0]
        schedule = replace(schedule, modes={name: (mode,)}, base=(name, mode))
    runs.demand_writable(out)
    journal = (Journal.resume if resume else Journal.begin)(
        out / "journal.jsonl", plan.options() | asdict(schedule)
    )
    with terminal.Progress(quiet=as_json, plain=plain) as progress:
        run = runs.time(plan, schedule, progress, journal, twins)
    page = runs.record(run, plan, " ".join(["triptych", *sys.argv[1:]]), out)
    timings = run.tables.frames()["timings"]
    if as_json:
        print(timings.to_json(orient="records", indent=1))
    elif twins:
        terminal.print_twins(timings, plain)
    else:
        terminal.print_timings(timings, plan.unavailable, page, plain)
    if run.interrupted and not as_json:
        print("Interrupted: the same command with --resume continues.")
    raise typer.Exit(130 if run.interrupted else 0)


@app.command()
def story(
    names: Annotated[
        list[str] | None, typer.Argument(metavar="[STORY]...", help="All stories if none is named.")
    ] = None,
    threads: Threads = None,
    timeout: Timeout = 120,
    out: Out = OUT,
    quick: Annotated[bool, typer.Option("--quick", help="In the size that fits a test.")] = False,
    as_json: Json = False,
    plain: Plain = False,
) -> None:
    """Tell stories: experiments on data in all three panels, with pictures. Exit code 1 when a claim does not hold."""
    from comparisons import runs, terminal
    from comparisons.plan import Plan

    chosen = stories.select(names or ())
    plan = Plan.make(threads=threads, timeout=timeout)
    runs.demand_writable(out)
    with terminal.Progress(quiet=as_json, plain=plain) as progress:
        run = runs.tell(plan, chosen, quick, progress)
    files = {telling.name: runs.write_story(telling, out) for telling in run.tellings}
    if as_json:
        rows = [telling.row() | dict(files=list(map(str, files[telling.name]))) for telling in run.tellings]
        print(json.dumps(rows, ensure_ascii=False, indent=1, default=str))
    else:
        for telling in run.tellings:
            terminal.print_telling(telling, files[telling.name], plain)
        terminal.print_end_of_stories(run.tellings, run.interrupted)
    raise typer.Exit(130 if run.interrupted else int(not all(telling.holds for telling in run.tellings)))


@app.command()
def report(
    words: Words = None,
    framework: Frameworks = None,
    device: Device = "cpu",
    threads: Threads = None,
    timeout: Timeout = 120,
    seed: Seed = 0,
    out: Out = OUT,
    quick: Annotated[
        bool, typer.Option("--quick", help="A smoke run: first cases, one short generation.")
    ] = False,
    as_json: Json = False,
    plain: Plain = False,
) -> None:
    """Check and time concepts, and write tables, plots and pages. Ctrl-C keeps what was done."""
    from comparisons import runs, terminal
    from comparisons.plan import Plan

    plan = Plan.make(words or (), framework or (), (), device, threads, timeout)
    runs.demand_writable(out)
    with terminal.Progress(quiet=as_json, plain=plain) as progress:
        run = runs.report(plan, seed, quick, out, " ".join(["triptych", *sys.argv[1:]]), progress)
    checks = run.tables.frames()["checks"]
    if as_json:
        print(json.dumps(dict(report=str(run.page), interrupted=run.interrupted, **terminal.counts(checks))))
    else:
        terminal.print_report(run.page, checks, plan.unavailable, run.interrupted, plain)
    raise typer.Exit(terminal.exit_code(run, checks))


@app.command()
def notebook(
    words: Annotated[
        list[str], typer.Argument(metavar="CONCEPT|STORY...", help="What to make notebooks of.")
    ],
    quick: Annotated[bool, typer.Option("--quick", help="First cases, small sizes.")] = False,
    out: Out = OUT / "notebooks",
    plain: Plain = False,
) -> None:
    """Write executed Jupyter notebooks: explanation, sources in cells that run, comparison and pictures."""
    from comparisons import notebooks, runs, terminal

    names = list(dict.fromkeys(notebooks.select(word) for word in words))
    runs.demand_writable(out)
    failed = False
    with terminal.Progress(quiet=False, plain=plain) as progress:
        done = progress.bar("Executing", len(names))
        for name in names:
            made = notebooks.make(name, quick)
            trouble = notebooks.execute(made)
            path = out / f"{name}.ipynb"
            notebooks.write(made, path)
            failed |= bool(trouble)
            print(f"{name}: {trouble}" if trouble else f"Notebook: {path}")
            done(name)
    raise typer.Exit(int(failed))


def main() -> None:
    """Run the command line; a person's mistake is one line and exit code 2."""
    try:
        app()
    except Mistake as mistake:
        print(f"triptych: {mistake}", file=sys.stderr)
        sys.exit(2)


if __name__ == "__main__":
    main()
