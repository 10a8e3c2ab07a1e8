"""The command line: ``triptych list | show | check | time | report``."""

import json
import sys
from pathlib import Path
from typing import Annotated

import typer

from comparisons.catalogue import describe, select
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
def list_concepts(words: Words = None, as_json: Json = False) -> None:
    """List the concepts."""
    rows = [describe(name) for name in select(words or ())]
    if as_json:
        print(json.dumps(rows, ensure_ascii=False, indent=1))
        return
    width = max(len(row["concept"]) for row in rows)
    for row in rows:
        print(f"{row['concept']:{width}}  {row['title']}")


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
    rounds: Annotated[int, typer.Option(min=1, help="Turns of each job in each generation of workers.")] = 9,
    generations: Annotated[int, typer.Option(min=1, help="Generations of fresh worker processes.")] = 3,
    modes: Annotated[
        str, typer.Option(help="default, all, or some of numpy, eager, compile, function, xla.")
    ] = "default",
    twins: Annotated[
        bool, typer.Option("--self", help="One framework against itself: is the clock true?")
    ] = False,
    as_json: Json = False,
    plain: Plain = False,
) -> None:
    """Time the frameworks side by side, one process each, taking turns."""
    from comparisons import runs, terminal
    from comparisons.plan import Plan
    from comparisons.timing import choose_modes

    chosen = choose_modes(modes)

    plan = Plan.make(
        words or (), framework or (["pytorch"] if twins else []), [dtype], device, threads, timeout
    )
    if twins and len(plan.frameworks) > 1:
        raise Mistake(f"--self times one framework against itself; name one of {', '.join(plan.frameworks)}")
    with terminal.Progress(quiet=as_json, plain=plain) as progress:
        if twins:
            run = runs.time_twins(plan, rounds, generations, progress)
        else:
            run = runs.time(plan, rounds, generations, progress, chosen)
    timings = run.tables.frames()["timings"]
    if as_json:
        print(timings.to_json(orient="records", indent=1))
    elif twins:
        terminal.print_twins(timings, plain)
    else:
        terminal.print_timings(timings, plan.unavailable, plain)
    raise typer.Exit(130 if run.interrupted else 0)


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


def main() -> None:
    """Run the command line; a person's mistake is one line and exit code 2."""
    try:
        app()
    except Mistake as mistake:
        print(f"triptych: {mistake}", file=sys.stderr)
        sys.exit(2)


if __name__ == "__main__":
    main()
