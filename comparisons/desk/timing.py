"""``triptych time``: how fast the frameworks are, at concepts or at a model of one's own."""

from dataclasses import asdict, replace
from typing import Annotated

import typer

from comparisons.clock.timed import PATIENCE_SECONDS
from comparisons.desk import options
from comparisons.desk.align import Input, KerasInput
from comparisons.desk.app import app, command_line, end
from comparisons.desk.ending import CONTINUES
from comparisons.desk.folders import writing
from comparisons.desk.programs import print_rows
from comparisons.errors import Mistake

Words = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[CONCEPT|FAMILY]...", help="All concepts if none is named; with --models PYTORCH KERAS."
    ),
]
Models = Annotated[
    bool,
    typer.Option("--models", help="Time a model of your own, in PyTorch and in Keras: file.py:name, each."),
]


@app.command("time")
def time_concepts(
    words: Words = None,
    models: Models = False,
    batch: Input = "",
    keras_batch: KerasInput = "",
    framework: options.Frameworks = None,
    dtype: Annotated[list[str] | None, typer.Option(help="float32 or float64. [default: float32]")] = None,
    device: options.Device = "cpu",
    threads: options.Threads = None,
    timeout: options.Timeout = 120,
    rounds: options.Rounds = None,
    generations: options.Generations = None,
    modes: options.Modes = "default",
    sizes: options.Sizes = "default",
    size: Annotated[
        list[str] | None,
        typer.Option(metavar="NAME=N", help="A size, or a setting, of your own; more may follow: n=8 h=512."),
    ] = None,
    patience: options.Patience = PATIENCE_SECONDS,
    twins: Annotated[
        bool, typer.Option("--self", help="One framework against itself: is the clock true?")
    ] = False,
    resume: Annotated[bool, typer.Option("--resume", help="Continue a run that was stopped.")] = False,
    out: options.Out = "reports/out/time",
    as_json: options.Json = False,
    plain: options.Plain = False,
    debug: options.Debug = False,
) -> None:
    """Time the frameworks side by side, one process each, taking turns. Ctrl-C keeps what was done."""
    from comparisons.clock.journal import Measured
    from comparisons.clock.timing import AGAINST_ITSELF, Schedule
    from comparisons.desk import keeping, own_models, runs, terminal
    from comparisons.desk.plan import demand_patience
    from comparisons.desk.progress import Progress
    from comparisons.desk.words import apart

    if len(dtype or ()) > 1:
        raise Mistake(f"one dtype is timed at a time, not {' and '.join(dtype)}; give --dtype once")
    demand_patience(patience)
    names, own = apart(words or ())
    own = [*(size or ()), *own]
    chosen = dict(dtype=dtype[0] if dtype else None, rounds=rounds, generations=generations)
    usual = replace(
        AGAINST_ITSELF if twins else Schedule(),
        **{name: value for name, value in chosen.items() if value is not None},
    )
    if models:
        _demand_of_models(framework, dtype, sizes, twins)
        plan, schedule = own_models.asked(
            names, batch, keras_batch, own, modes, usual, device, threads, timeout
        )
    else:
        if batch or keras_batch:
            raise Mistake("--input is of a model of your own; say --models, and name it in both frameworks")
        plan, schedule = _of_concepts(
            names, own, framework, modes, sizes, usual, twins, device, threads, timeout
        )
    with writing(out) as folder:
        journal = (Measured.resume if resume else Measured.begin)(
            folder / "journal.jsonl", plan.options() | asdict(schedule)
        )
        with Progress(quiet=as_json, plain=plain) as progress:
            run = runs.time(plan, schedule, progress, journal, twins, patience)
        unwritten = keeping.record(run, plan, command_line(), folder)
    timings = run.tables.frames()["timings"]
    if as_json:
        print_rows(timings, [dict(concept=name, scale=scale) for _, name, scale in run.left()])
    elif twins:
        terminal.print_twins(timings, plain)
    else:
        terminal.print_timings(timings, plan.unavailable, run.page, plain, "model" if models else "concept")
        for line in own_models.said(timings) if models else ():
            terminal.print_line(line)
    code, sentence = run.ending(plan, "timed")
    if run.interrupted:
        sentence += f" {CONTINUES}"
    end(code, sentence, as_json, unwritten)


def _of_concepts(names, own, framework, modes, sizes, usual, twins, device, threads, timeout):
    """Return the plan and the schedule of a run that times concepts."""
    from comparisons.clock.timed import MODES, choose_modes, choose_sizes
    from comparisons.desk.plan import Plan
    from comparisons.desk.sizing import demand_timeable, own_of

    schedule = replace(
        usual,
        modes=choose_modes(modes, framework or ()),
        sizes=choose_sizes(sizes),
        own=own_of(names, own),
    )
    plan = Plan.make(
        names, framework or (["pytorch"] if twins else []), [schedule.dtype], device, threads, timeout
    )
    demand_timeable(plan, schedule)
    if twins:
        if len(plan.frameworks) > 1:
            raise Mistake(
                f"--self times one framework against itself; name one of {', '.join(plan.frameworks)}"
            )
        (name,) = plan.frameworks
        mode = MODES[name][0]
        schedule = replace(schedule, modes={name: (mode,)}, base=(name, mode))
    return plan, schedule


def _demand_of_models(framework, dtype, sizes: str, twins: bool) -> None:
    """Raise Mistake for what is asked of concepts alone."""
    told = {
        "--framework": framework and "a model is timed in PyTorch and in Keras",
        "--dtype": dtype and "a model is timed in the dtype that it has",
        "--sizes": sizes != "default" and "a model has its own size; n=64 draws so many samples",
        "--self": twins and "a model is timed in PyTorch and in Keras",
    }
    for option, why in told.items():
        if why:
            raise Mistake(f"{option} is of concepts: {why}")
