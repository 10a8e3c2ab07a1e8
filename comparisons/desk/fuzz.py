"""``triptych fuzz``: settings, sizes and numbers that nobody declared; what fails becomes a script."""

from typing import Annotated

import typer

from comparisons.desk import options
from comparisons.desk.app import app, end
from comparisons.desk.ending import ExitCode
from comparisons.desk.programs import print_json


@app.command()
def fuzz(
    concept: Annotated[str, typer.Argument(metavar="CONCEPT")],
    framework: options.Frameworks = None,
    dtype: options.Precisions = None,
    modes: Annotated[
        str, typer.Option(help="eager, or some of eager,compile,function,xla; or all.")
    ] = "eager",
    seconds: Annotated[float, typer.Option(help="How long to draw.")] = 60,
    smaller: Annotated[float, typer.Option(help="How long to make each failure smaller.")] = 20,
    seed: options.Seed = 0,
    out: options.Out = "reports/out/fuzz",
    timeout: options.Timeout = 120,
    as_json: options.Json = False,
    plain: options.Plain = False,
    debug: options.Debug = False,
) -> None:
    """Ask a concept with settings, sizes and numbers that nobody declared, and make what fails small scripts.

    Exit code 1 when something fails. Ctrl-C keeps what was found.
    """
    from comparisons.declaring.catalogue import select_one
    from comparisons.desk import reproducing
    from comparisons.desk.folders import writing
    from comparisons.desk.plan import Plan, demand_patience, demand_seed
    from comparisons.judging.precision import PRECISIONS

    name = select_one(concept, "fuzz")
    asked = framework or ["pytorch", "keras"]
    plan = Plan.make([name], asked, dtype or (), timeout=timeout, modes=modes, precisions=PRECISIONS)
    demand_patience(seconds)
    demand_patience(smaller)
    with writing(out) as folder:
        found, made = reproducing.fuzz_one(plan, demand_seed(seed), seconds, smaller, folder, as_json, plain)
    if as_json:
        print_json(reproducing.rows_of(found, made))
    else:
        reproducing.print_found(name, found, made, plain)
    told = f"{len(found.failures)} fail: each first one is told." if found.failures else ""
    code = ExitCode.BAD if found.failures else ExitCode.INCOMPLETE if found.unavailable else ExitCode.GOOD
    end(
        ExitCode.INTERRUPTED if found.interrupted else code,
        "Interrupted." if found.interrupted else told,
        as_json,
    )
