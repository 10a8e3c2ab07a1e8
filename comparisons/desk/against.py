"""The command ``triptych against``: is an implementation of one's own right?"""

import sys
from pathlib import Path
from typing import Annotated

import typer

from comparisons.desk import options
from comparisons.desk.app import app, end
from comparisons.desk.ending import ExitCode
from comparisons.desk.programs import print_json
from comparisons.errors import Mistake, choose

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
        typer.Option(
            "--without", metavar="WORD", help="Leave out cases with this size or setting. May be repeated."
        ),
    ] = None,
    timeout: options.Timeout = 60,
    memory: Annotated[int, typer.Option(help="MiB that the code may hold; 0 for all there is.")] = 0,
    quick: Annotated[bool, typer.Option("--quick", help="Do not find out which mistake it is.")] = False,
    folder: Annotated[
        str | None,
        typer.Option(
            "--all", metavar="FOLDER", help="Judge a class: each Python file of a folder is a person's."
        ),
    ] = None,
    out: options.Out = "reports/out/class",
    as_json: options.Json = False,
    debug: options.Debug = False,
) -> None:
    """Hold your own implementation of a concept against the truth: is it right, and if not, which mistake is it?"""
    from comparisons.declaring.catalogue import select_one
    from comparisons.desk.plan import choose_seeds, demand_timeout
    from comparisons.judging.precision import DTYPES
    from comparisons.yours.holding import Request, hold, worker_for

    demand_timeout(timeout)
    asked = (
        choose("dtype", dtype or (), DTYPES),
        choose_seeds(str(seed) if seeds is None else seeds),
        without or (),
    )
    if folder is not None:
        if where is not None or weights or build or framework:
            raise Mistake(
                "--all judges a folder; FILE:NAME, --weights, --build and --framework are of one implementation"
            )
        request = Request(select_one(concept, "name") if concept else "", "", seconds=timeout, memory=memory)
        _judge_class(folder, request, asked, out, not quick, as_json)
        return
    if concept is None or where is None:
        raise Mistake("say what is held against what: triptych against CONCEPT FILE:NAME, or --all FOLDER")
    request = Request(
        select_one(concept, "name"), where, _layouts(weights or ()), build, framework, timeout, memory
    )
    with worker_for(request) as worker:
        verdict = hold(worker, request, *asked, not quick)
    if as_json:
        print_json(verdict.row() | dict(checks=verdict.frame.to_dict("records")))
    else:
        print(verdict)
    end(ExitCode.GOOD if verdict.agrees else ExitCode.BAD, "", as_json)


def _judge_class(folder: str, request, asked: tuple, out: str, explain: bool, as_json: bool) -> None:
    from comparisons.desk.folders import writing
    from comparisons.yours import giving_back
    from comparisons.yours.classroom import judge, submissions

    handed_in = submissions(Path(folder), request.concept or None)
    with writing(out) as where:
        for number, each in enumerate(handed_in, 1):
            judge(each, request, *asked, explain)
            for row in each.rows():
                mark = "agrees" if row["agrees"] else "does not agree"
                said = f": {row['said']}" if row["said"] else ""
                print(
                    f"{number} of {len(handed_in)} {each.person} {row['concept']} {mark}{said}",
                    file=sys.stderr,
                )
        written = list(giving_back.write(handed_in, where))
    if as_json:
        print_json([row for each in handed_in for row in each.rows()])
    else:
        print(giving_back.table(handed_in), end="")
    good = sum(each.agrees for each in handed_in)
    sentence = (
        f"{good} of {len(handed_in)} agree; {len(written)} files are in {where}: a table, pages to give back."
    )
    end(ExitCode.GOOD if good == len(handed_in) else ExitCode.BAD, sentence, as_json)


def _layouts(given: list[str]) -> dict[str, str]:
    """Return layouts by array. Raises Mistake for one that names none."""
    found = {}
    for each in given:
        name, equals, layout = each.partition("=")
        if not (name and equals and layout):
            raise Mistake(
                f"--weights {each!r} says no layout; write ARRAY=LAYOUT, as in W='cell.weight: i k -> k i'"
            )
        found[name.strip()] = layout.strip()
    return found
