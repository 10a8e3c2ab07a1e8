"""What the commands ask for on the command line, where several of them ask for the same."""

import os
from typing import Annotated

import typer

from comparisons.errors import DEBUG


def _debug(given: bool) -> bool:
    if given:
        os.environ[DEBUG] = "1"  # the workers read it, too
    return given


def _version(given: bool) -> None:
    if given:
        from comparisons.processes.installed import versions

        print("\n".join(f"{name} {version}" for name, version in versions().items()))
        raise typer.Exit


Version = Annotated[
    bool,
    typer.Option(
        "--version",
        is_eager=True,
        callback=_version,
        help="Show the versions of this and of what it compares.",
    ),
]
Words = Annotated[
    list[str] | None, typer.Argument(metavar="[CONCEPT|FAMILY]...", help="All concepts if none is named.")
]
Frameworks = Annotated[
    list[str] | None,
    typer.Option("--framework", help="scratch, pytorch, keras, keras-torch, keras-jax; may be repeated."),
]
Dtypes = Annotated[list[str] | None, typer.Option("--dtype", help="float64 or float32; may be repeated.")]
Precisions = Annotated[
    list[str] | None,
    typer.Option(
        "--dtype", help="Of float64, float32; or bfloat16, float16, mixed_bfloat16, mixed_float16, tf32."
    ),
]
Device = Annotated[str, typer.Option(help="cpu or cuda.")]
Threads = Annotated[int | None, typer.Option(help="Threads of each framework. [default: one a core]")]
Timeout = Annotated[float, typer.Option(help="Seconds that one case may take.")]
Seed = Annotated[int, typer.Option(help="Seed of the numbers that are drawn.")]
Seeds = Annotated[
    str | None,
    typer.Option(metavar="0..99", help="Several seeds, in the place of one: 0..99, or 3,7,20..29."),
]
Data = Annotated[
    str | None,
    typer.Option(
        metavar="NAME[=FOLDER]",
        help="Other images than a story's own digits: fashion_mnist; for some stories.",
    ),
]
Scheduler = Annotated[
    str | None,
    typer.Option(
        metavar="ADDRESS",
        help="Check on a Dask cluster, such as tcp://host:8786, in the place of this machine.",
    ),
]
Json = Annotated[bool, typer.Option("--json", help="Print JSON, for programs.")]
Plain = Annotated[bool, typer.Option("--plain", help="Plain lines: no colours, no bars.")]
Out = Annotated[str, typer.Option("--out", metavar="FOLDER", help="The folder to write to.")]
Keep = Annotated[
    str | None,
    typer.Option(
        "--out", metavar="FOLDER", help="Keep the run there; triptych diff compares it with another."
    ),
]
Quick = Annotated[bool, typer.Option("--quick", help="The first case of each concept alone.")]
Debug = Annotated[bool, typer.Option("--debug", callback=_debug, help="Show the tracebacks of crashes.")]
Rounds = Annotated[
    int | None, typer.Option(help="Turns of each job in each generation: 3, with --self twice 2.")
]
Generations = Annotated[
    int | None, typer.Option(help="Generations of fresh worker processes: 5, with --self 30.")
]
Modes = Annotated[str, typer.Option(help="default, all, or some of numpy,eager,compile,function,xla.")]
CheckedModes = Annotated[
    str,
    typer.Option(
        "--modes",
        help="Some of eager,compile,function,xla; all; or default: eager, and first cases in the others.",
    ),
]
Sizes = Annotated[str, typer.Option(help="default (1), all, or some of 1/16,1/4,1,4 times the timing size.")]
Patience = Annotated[
    float, typer.Option(help="Seconds that the clock waits, in all, for others to leave the machine alone.")
]
