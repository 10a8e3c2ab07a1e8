"""How a command ends: its exit code and its last sentence."""

import sys
from collections.abc import Container, Hashable, Iterable
from dataclasses import dataclass, field
from enum import IntEnum

from typer.core import TyperGroup

#: What is said at the end of a run that was interrupted and can be continued.
CONTINUES = "The same command with --resume continues."

#: Of what is left undone so many are named.
NAMED = 4


class ExitCode(IntEnum):
    """What an exit code means; only 0 says that all that was asked for was done and is good."""

    meaning: str

    def __new__(cls, code: int, meaning: str):  # noqa: D102  as of every class
        member = int.__new__(cls, code)
        member._value_, member.meaning = code, meaning
        return member

    GOOD = 0, "all that was asked for was done, and is good"
    BAD = 1, "something fails, crashed or timed out, or a claim does not hold"
    MISTAKE = 2, "something that you can put right, such as an unknown name or a full disk"
    INCOMPLETE = 3, "what was done is good, but not all could be done: a framework is unavailable"
    INTERRUPTED = 130, "interrupted; what was done until then is kept"


def codes() -> str:
    """Return all exit codes with their meanings, for people."""
    return "Exit codes: " + "; ".join(f"{code.value} {code.meaning}" for code in ExitCode) + "."


@dataclass
class Part:
    """A part of a run, such as its checks: what was asked for, each with its name for people, and what was done."""

    what: str
    was: str
    asked: dict[Hashable, str]
    done: set[Hashable] = field(default_factory=set)

    @property
    def left(self) -> list[Hashable]:
        """What was not done."""
        return [each for each in self.asked if each not in self.done]

    def __str__(self):
        left = self.left
        told = f"{len(self.asked) - len(left)} of {len(self.asked)} {self.what} were {self.was}"
        if not left:
            return told
        more = f" and {len(left) - NAMED} more" if len(left) > NAMED else ""
        return f"{told} (left: {', '.join(self.asked[each] for each in left[:NAMED])}{more})"


def ending(
    bad: bool,
    asked: Iterable[str],
    unavailable: Container[str],
    interrupted: bool,
    parts: Iterable[Part],
    done: str,
    hint: str = "",
) -> tuple[ExitCode, str]:
    """Return a run's exit code and its last sentence, "" if there is nothing to add to what was said.

    Of the frameworks that were ``asked`` some are ``unavailable``; ``done`` is the word for what was to be done with
    them ("checked"), ``hint`` says how to leave some out.
    """
    if interrupted:
        return ExitCode.INTERRUPTED, f"Interrupted: {'; '.join(str(part) for part in parts if part.asked)}."
    asked = list(asked)
    lacking = [framework for framework in asked if framework in unavailable]
    sentence = ""
    if lacking:
        much = "Nothing" if lacking == asked else "Not all that was asked for"
        absent = f"{' and '.join(lacking)} {'is' if len(lacking) == 1 else 'are'} unavailable"
        sentence = f"{much} was {done}: {absent}{hint}."
    return ExitCode.BAD if bad else ExitCode.INCOMPLETE if lacking else ExitCode.GOOD, sentence


class Commands(TyperGroup):
    """Commands that say so when they are interrupted where no run says it: before it, after it, a second time."""

    def invoke(self, ctx):
        """Carry out a command."""
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:
            print("Interrupted.", file=sys.stderr)
            raise
