"""``triptych repro``: a row as the shortest script that shows it with the framework alone."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from comparisons.desk import options
from comparisons.desk.app import app, end
from comparisons.desk.ending import ExitCode
from comparisons.desk.programs import print_json


@app.command()
def repro(
    row: Annotated[
        list[str],
        typer.Argument(
            metavar="ROW",
            help="A concept, whose first row that fails, else differs, is meant; or a line that check prints, quoted.",
        ),
    ],
    framework: Annotated[str, typer.Option(help="pytorch, keras, keras-torch, keras-jax.")] = "",
    dtype: Annotated[str, typer.Option(help="A precision, as check has them.")] = "",
    mode: Annotated[str, typer.Option(help="A mode: eager, compile, function, xla.")] = "",
    case: Annotated[int | None, typer.Option(help="A case by its number, from 0.")] = None,
    array: Annotated[str, typer.Option(help="An array: y, or dx, a gradient.")] = "",
    seed: options.Seed = 0,
    seconds: Annotated[float, typer.Option(help="How long to look for a smaller one; 0 not at all.")] = 30,
    out: Annotated[str | None, typer.Option(metavar="FILE.py", help="Write it there, too.")] = None,
    timeout: options.Timeout = 120,
    as_json: options.Json = False,
    plain: options.Plain = False,
    debug: options.Debug = False,
) -> None:
    """Print the shortest script that shows a row with the framework alone. Exit code 1 if the script does not show it.

    A row that differs as declared is held against the formula; one that agrees is written as it is.
    """
    from comparisons.desk.plan import demand_patience, demand_seed, demand_timeout
    from comparisons.desk.reproducing import one_row
    from comparisons.reproducing.rows import read
    from reports.files import put

    demand_timeout(timeout)
    demand_patience(seconds)
    named = read(
        row,
        framework=framework,
        dtype=dtype,
        mode=mode,
        number=case,
        label=array,
        seed=demand_seed(seed) or None,
    )
    found = one_row(named, seconds, timeout, as_json, plain)
    if out is not None:
        put(Path(out), found.script.encode())
    if as_json:
        print_json(dict(found.row) | dict(script=found.script, shows=found.shows, numbers=found.numbers))
    else:
        print(found.script, end="")
    print(found.told(), file=sys.stderr)
    end(ExitCode.GOOD if found.holds else ExitCode.BAD, "", as_json)
