"""``triptych ask``: what do the three panels say to a person's own numbers, how far apart are they, who is right?"""

from typing import Annotated

import typer

from comparisons.desk import options
from comparisons.desk.app import app, end
from comparisons.errors import Mistake

Values = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[NAME=VALUE|+ARRAY]...",
        help="Sizes, settings, small arrays, as in n=8 stride=2; +b, an array that may be absent and is to be drawn.",
    ),
]
More = "more may follow"


@app.command()
def ask(
    concept: Annotated[str, typer.Argument(metavar="CONCEPT")],
    words: Values = None,
    arrays: Annotated[
        str | None,
        typer.Option(metavar="FILE.npz", help="Your arrays by name; dy is the gradient that arrives at y."),
    ] = None,
    like: Annotated[
        str | None,
        typer.Option(
            metavar="pytorch|keras", help="The file has that framework's names and layouts, not scratch's."
        ),
    ] = None,
    size: Annotated[list[str] | None, typer.Option(metavar="NAME=N", help=f"A size; {More}.")] = None,
    setting: Annotated[
        list[str] | None, typer.Option("--set", metavar="NAME=VALUE", help=f"A setting; {More}.")
    ] = None,
    framework: options.Frameworks = None,
    dtype: options.Dtypes = None,
    device: options.Device = "cpu",
    threads: options.Threads = None,
    timeout: options.Timeout = 120,
    seed: options.Seed = 0,
    write: Annotated[
        str | None, typer.Option(metavar="FILE.npz", help="Write all answers into this file.")
    ] = None,
    as_json: options.Json = False,
    plain: options.Plain = False,
    debug: options.Debug = False,
) -> None:
    """Ask with your own numbers or sizes: what do the three say, how many roundings apart, who is right?

    Exit code 1 when anything fails.
    """
    from comparisons.declaring.catalogue import select_one
    from comparisons.desk import answered, putting
    from comparisons.desk.plan import Plan, demand_seed
    from comparisons.desk.progress import Progress
    from comparisons.desk.words import values
    from comparisons.numbers.files import demand_writable, read_arrays

    name = select_one(concept, "ask")
    plan = Plan.make([name], framework or (), dtype or (), device, threads, timeout)
    plan = putting.in_its_dtypes(plan, chosen=bool(dtype))
    own, there = values([*(size or ()), *(setting or ()), *(words or ())])
    file = demand_writable(write) if write is not None else None
    given = read_arrays(arrays) if arrays is not None else {}
    if like and not given:
        raise Mistake("--like says how the arrays of --arrays are named; give them, too")
    answers = putting.answers_to(name, given, own, there, like, demand_seed(seed))
    with Progress(quiet=as_json, plain=plain) as progress:
        run = putting.ask(plan, answers, progress)
    written, unwritten = putting.write(answers, file)
    if as_json:
        answered.print_json(answers, run.left() if run.interrupted else [], written)
    else:
        answered.print_answers(answers, plan, written, plain)
    end(*run.ending(plan, "asked"), as_json, unwritten)
