"""The command ``triptych against``: is an implementation of one's own right?"""

from typing import Annotated

import typer

from comparisons.desk import options
from comparisons.desk.app import app, end
from comparisons.desk.ending import ExitCode
from comparisons.desk.programs import print_json
from comparisons.errors import Mistake

Weights = Annotated[
    list[str] | None,
    typer.Option(
        "--weights",
        metavar="ARRAY=LAYOUT",
        help="What a parameter or weight of yours is: W='cell.weight: i k -> k i'. May be repeated.",
    ),
]


@app.command()
def against(
    concept: Annotated[str | None, typer.Argument(metavar="[CONCEPT]")] = None,
    where: Annotated[
        str | None, typer.Argument(metavar="[FILE:NAME]", help="my_lstm.py:MyLSTM, or package.module:name.")
    ] = None,
    weights: Weights = None,
    build: Annotated[bool, typer.Option("--build", help="NAME is a function that builds it.")] = False,
    framework: Annotated[
        str | None, typer.Option("--framework", help="numpy, pytorch or keras, where the code does not tell.")
    ] = None,
    dtype: options.Dtypes = None,
    seed: options.Seed = 0,
    seeds: options.Seeds = None,
    without: Annotated[
        list[str] | None,
        typer.Option("--without", metavar="WORD", help="Leave out cases with this size or setting. May be repeated."),
    ] = None,
    timeout: options.Timeout = 60,
    memory: Annotated[int, typer.Option(help="MiB that the code may hold; 0 for all there is.")] = 0,
    quick: Annotated[bool, typer.Option("--quick", help="Do not find out which mistake it is.")] = False,
    as_json: options.Json = False,
    debug: options.Debug = False,
) -> None:
    """Hold your own implementation of a concept against the truth, and say which mistake it has. Exit code 1 if it does."""
    from comparisons.desk.plan import choose_seeds
    from comparisons.yours.against import chosen_dtypes, one
    from comparisons.yours.holding import Request, hold, worker_for

    if concept is None or where is None:
        raise Mistake("say what is held against what: triptych against CONCEPT FILE:NAME")
    if not 0 < timeout <= 1_000_000:
        raise Mistake(f"the time-out must be more than 0 s and at most 1000000 s, not {timeout:g}")
    request = Request(one(concept), where, _layouts(weights or ()), build, framework, timeout, memory)
    asked = chosen_dtypes(dtype or ()), choose_seeds(str(seed) if seeds is None else seeds)
    with worker_for(request) as worker:
        verdict = hold(worker, request, *asked, without or (), not quick)
    if as_json:
        print_json(verdict.row() | dict(checks=verdict.frame.to_dict("records")))
    else:
        print(verdict)
    end(ExitCode.GOOD if verdict.agrees else ExitCode.BAD, "", as_json)


def _layouts(given: list[str]) -> dict[str, str]:
    """Return layouts by array. Raises Mistake for one that names none."""
    found = {}
    for each in given:
        name, equals, layout = each.partition("=")
        if not (name and equals and layout):
            raise Mistake(f"--weights {each!r} says no layout; write ARRAY=LAYOUT, as in W='cell.weight: i k -> k i'")
        found[name.strip()] = layout.strip()
    return found
