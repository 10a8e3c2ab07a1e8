"""The command line as such: its options, and how every command ends."""

import sys

import typer

from comparisons.desk import options
from comparisons.desk.ending import Commands, ExitCode, codes
from comparisons.errors import Mistake

app = typer.Typer(
    cls=Commands,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


@app.callback(
    help="Deep-learning concepts by hand in NumPy, in PyTorch and in Keras: proven equal, measured, explained.",
    epilog=codes(),
)
def triptych(version: options.Version = False) -> None:
    """Take the options that belong to no command."""


def command_line() -> str:
    """Return the command as it was given."""
    return " ".join(["triptych", *sys.argv[1:]])


def end(code: ExitCode, sentence: str, as_json: bool, unwritten: str = "") -> None:
    """Say a command's last sentence, on standard error if standard output holds JSON, and end with its code."""
    if sentence:
        print(sentence, file=sys.stderr if as_json else sys.stdout)
    if unwritten:
        raise Mistake(unwritten)
    raise typer.Exit(code)
