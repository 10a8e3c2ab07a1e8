"""The command line: ``triptych list | show | check | diff | versions | ask | time | story | report | notebook``."""

import sys
import traceback
from contextlib import nullcontext
from typing import Annotated

import typer

from comparisons import stories
from comparisons.clock.timed import PATIENCE_SECONDS
from comparisons.declaring import catalogue
from comparisons.declaring.catalogue import select_one
from comparisons.desk import (  # noqa: F401  some add their commands
    against,
    align,
    ask,
    diff,
    fuzz,
    options,
    repro,
    streams,
    timing,
    versions,
)
from comparisons.desk.app import app, command_line, end
from comparisons.desk.ending import CONTINUES, ExitCode
from comparisons.desk.folders import trouble, writing
from comparisons.desk.programs import UNDONE, print_json, print_rows
from comparisons.errors import Mistake, show_traceback

OUT = "reports/out"


@app.command("list")
def list_concepts(
    words: options.Words = None,
    of_stories: Annotated[bool, typer.Option("--stories", help="List the stories instead.")] = False,
    as_json: options.Json = False,
) -> None:
    """List the concepts, or the stories that run them on data."""
    kind, found = ("story", stories) if of_stories else ("concept", catalogue)
    rows = [found.describe(name) for name in found.select(words or ())]
    if as_json:
        print_json(rows)
        return
    width = max((len(row[kind]) for row in rows), default=0)
    for row in rows:
        print(f"{row[kind]:{width}}  {row['title']}")


@app.command()
def show(concept: Annotated[str, typer.Argument(metavar="CONCEPT")], plain: options.Plain = False) -> None:
    """Show the three sources of a concept side by side."""
    from comparisons.desk.sources import show_sources

    show_sources(select_one(concept, "show"), plain)


@app.command()
def check(
    words: options.Words = None,
    framework: options.Frameworks = None,
    dtype: options.Precisions = None,
    device: options.Device = "cpu",
    threads: options.Threads = None,
    timeout: options.Timeout = 120,
    seed: options.Seed = 0,
    seeds: options.Seeds = None,
    modes: options.CheckedModes = "default",
    quick: options.Quick = False,
    repeats: Annotated[
        bool,
        typer.Option(
            "--repeats",
            help="Ask again, another process, and other threads: is each array the same bit for bit?",
        ),
    ] = False,
    scheduler: options.Scheduler = None,
    resume: Annotated[
        bool, typer.Option("--resume", help="Continue a run that was stopped, in the folder of --out.")
    ] = False,
    out: options.Keep = None,
    as_json: options.Json = False,
    plain: options.Plain = False,
    debug: options.Debug = False,
) -> None:
    """Compare outputs, gradients and training runs. Exit code 1 when anything fails."""
    from comparisons.desk import afar, checked, keeping, runs, terminal
    from comparisons.desk.plan import Plan, choose_seeds
    from comparisons.desk.progress import Progress
    from comparisons.desk.repeated import print_repeats
    from comparisons.judging.precision import PRECISIONS

    if scheduler is not None:
        if repeats:
            raise Mistake("--repeats asks again on one machine; leave out --scheduler, or --repeats")
        threads = threads or 1  # how many tasks a machine does at once is Dask's
    if resume and out is None:
        raise Mistake("--resume continues what is kept in a folder; name it with --out")
    plan = Plan.make(words or (), framework or (), dtype or (), device, threads, timeout, modes, PRECISIONS)
    chosen = choose_seeds(str(seed) if seeds is None else seeds)
    asked = dict(seeds=chosen, quick=quick)
    with writing(out) if out is not None else nullcontext() as folder:
        journal = checked.of(plan, folder, resume, **asked) if folder else checked.Checked()
        with Progress(quiet=as_json, plain=plain) as progress:
            if scheduler is None:
                run = runs.check(plan, chosen, quick, progress, repeats, journal)
            else:
                run = afar.check(plan, chosen, quick, progress, scheduler, journal)
        unwritten = keeping.keep(run, plan, command_line(), folder, **asked) if folder else ""
    checks = run.tables.frames()["checks"]
    if as_json:
        print_rows(checks, [dict(concept=name, framework=each) for name, each in run.left()])
    else:
        terminal.print_checks(checks, plan.unavailable, plain, len(chosen))
        print_repeats(checks)
    code, sentence = run.ending(plan, "checked")
    if run.interrupted and folder:
        sentence += f" {CONTINUES}"
    end(code, sentence, as_json, unwritten)


@app.command()
def story(
    names: Annotated[
        list[str] | None, typer.Argument(metavar="[STORY]...", help="All stories if none is named.")
    ] = None,
    threads: options.Threads = None,
    timeout: options.Timeout = 120,
    out: options.Out = OUT,
    quick: Annotated[bool, typer.Option("--quick", help="In the size that fits a test.")] = False,
    data: options.Data = None,
    as_json: options.Json = False,
    plain: options.Plain = False,
    debug: options.Debug = False,
) -> None:
    """Tell stories: experiments on data in all three panels, with pictures. Exit code 1 when a claim does not hold."""
    from comparisons.desk import keeping, runs, terminal
    from comparisons.desk.plan import Plan
    from comparisons.desk.progress import Progress
    from comparisons.telling.chosen import choose

    chosen = stories.select(names or ())
    given = choose(data, chosen)
    plan = Plan.make(threads=threads, timeout=timeout)
    with writing(out) as folder:
        with Progress(quiet=as_json, plain=plain) as progress:
            run = runs.tell(plan, chosen, quick, progress, given)
        files, unwritten = keeping.write_stories(run.tellings, folder)
    if as_json:
        rows = [telling.row() | dict(files=list(map(str, files[telling.name]))) for telling in run.tellings]
        print_json(rows + [dict(story=left, holds=False, faults=[UNDONE]) for left in run.left()])
    else:
        for telling in run.tellings:
            terminal.print_telling(telling, files[telling.name], plain)
        terminal.print_end_of_stories(run.tellings)
    end(*run.ending(plan, "told", hint=""), as_json, unwritten)


@app.command()
def report(
    words: options.Words = None,
    framework: options.Frameworks = None,
    device: options.Device = "cpu",
    threads: options.Threads = None,
    timeout: options.Timeout = 120,
    seed: options.Seed = 0,
    sizes: options.Sizes = "default",
    patience: options.Patience = PATIENCE_SECONDS,
    out: options.Out = OUT,
    quick: Annotated[
        bool, typer.Option("--quick", help="A smoke run: first cases, one short generation.")
    ] = False,
    as_json: options.Json = False,
    plain: options.Plain = False,
    debug: options.Debug = False,
) -> None:
    """Check and time concepts, and write tables, plots and pages. Ctrl-C keeps what was done."""
    from comparisons.clock.timed import choose_sizes
    from comparisons.desk import runs, terminal
    from comparisons.desk.plan import Plan, demand_patience, demand_seed
    from comparisons.desk.progress import Progress

    plan = Plan.make(words or (), framework or (), (), device, threads, timeout)
    demand_seed(seed)
    demand_patience(patience)
    scales = choose_sizes(sizes)
    with writing(out) as folder, Progress(quiet=as_json, plain=plain) as progress:
        run, unwritten = runs.report(plan, seed, quick, folder, command_line(), progress, patience, scales)
    frames = run.tables.frames()
    code, sentence = run.ending(plan, "checked and timed")
    if as_json:
        facts = dict(report=str(run.page), interrupted=run.interrupted, missing=plan.unavailable)
        print_json(facts | dict(ending=sentence) | terminal.counts(frames["checks"]))
    else:
        terminal.print_report(run.page, frames, plan.unavailable, plain)
    end(code, sentence, as_json, unwritten)


@app.command()
def notebook(
    words: Annotated[
        list[str], typer.Argument(metavar="CONCEPT|STORY...", help="What to make notebooks of.")
    ],
    quick: Annotated[bool, typer.Option("--quick", help="First cases, small sizes.")] = False,
    out: options.Out = f"{OUT}/notebooks",
    plain: options.Plain = False,
    debug: options.Debug = False,
) -> None:
    """Write executed Jupyter notebooks: explanation, sources in cells that run, comparison and pictures."""
    from comparisons.desk import executing
    from comparisons.desk.progress import Progress
    from comparisons.guide import notebooks

    names = list(dict.fromkeys(notebooks.select(word) for word in words))
    with writing(out) as folder, Progress(quiet=False, plain=plain) as progress:
        code, sentence, unwritten = executing.execute_all(names, folder, quick, progress)
    end(code, sentence, False, unwritten)


def main() -> None:
    """Run the command line; a person's mistake and a disk that is full are one line and exit code 2."""
    streams.write_what_can_be_written()
    try:
        try:
            app()
        finally:
            streams.flush()
    except BrokenPipeError:
        sys.exit(ExitCode.BAD)  # whoever read this has gone
    except (Mistake, OSError) as error:
        show_traceback(traceback.format_exc())
        line = error if isinstance(error, Mistake) else f"cannot write {trouble(error, 'the output')}"
        print(f"triptych: {line}", file=sys.stderr)
        sys.exit(ExitCode.MISTAKE)


if __name__ == "__main__":
    main()
