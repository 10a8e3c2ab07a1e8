"""What a long run has done so far, line by line in a file, so that it can be stopped and continued."""

import json
from pathlib import Path
from typing import ClassVar, Self

from comparisons.errors import Mistake
from reports.files import put

ANEW = "leave out --resume to begin anew in its place, or name another --out"


class Journal:
    """Entries by key. With a file, each is written to it as soon as it is made.

    A subclass says of which ``command`` it is, and which entries are its own.
    """

    command: ClassVar[str]

    @staticmethod
    def is_entry(entry: object) -> bool:
        """Say whether what a line holds is ``[key, done]`` as this journal keeps it."""
        raise NotImplementedError

    def __init__(self, file: Path | None = None):
        self.file, self.entries = file, {}

    @classmethod
    def begin(cls, file: Path, options: dict, entries: dict | None = None) -> Self:
        """Begin a journal at one stroke, in the place of any that was there; ``options`` are those of the run.

        Raises OSError if it cannot be written; then what was there is still there.
        """
        journal = cls(file)
        journal.entries = entries or {}
        lines = [json.dumps(options), *(json.dumps(entry) for entry in journal.entries.items())]
        put(file, "".join(f"{line}\n" for line in lines).encode())
        return journal

    @classmethod
    def resume(cls, file: Path, options: dict) -> Self:
        """Read what was done before, or begin if nothing was.

        A last line that was cut off in the middle does not count. Raises Mistake if the run then had other options, and
        if the file is no journal or is damaged: then it stays as it is.
        """
        if not file.exists():
            return cls.begin(file, options)
        options = json.loads(json.dumps(options))  # a tuple comes back as a list
        began, entries = cls._read(file, set(options))
        for name, value in options.items():
            if began[name] != value:
                raise Mistake(
                    f"{file} was begun with {name} = {_short(began[name])}, now it is {_short(value)}; "
                    "give the same options, or leave out --resume to begin anew"
                )
        return cls.begin(file, options, entries)

    def add(self, key: tuple, done: dict) -> None:
        """Keep an entry; keys and values are what JSON can hold. Raises Mistake if it cannot be written."""
        self.entries[key] = done
        if self.file:
            try:
                with self.file.open("a", encoding="utf-8") as file:
                    file.write(json.dumps([key, done]) + "\n")
            except OSError as error:
                raise Mistake(
                    f"cannot write {self.file}: {error.strerror}; it holds what was done before: make room, and "
                    "the same command with --resume goes on"
                ) from error

    @classmethod
    def _read(cls, file: Path, names: set[str]) -> tuple[dict, dict]:
        """Return options and entries of a journal. Raises Mistake, with the line, if it is none."""
        try:
            lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
        except OSError as error:
            raise Mistake(f"cannot read {file}: {error.strerror}; {ANEW}") from error
        except UnicodeDecodeError as error:
            raise Mistake(f"{file} is no journal of {cls.command}: it is not text; {ANEW}") from error
        head, *rest = map(_parsed, lines or [""])
        if not isinstance(head, dict) or not names <= set(head):
            raise Mistake(f"{file} is no journal of {cls.command}: its first line holds no options; {ANEW}")
        if rest and rest[-1] is None and not lines[-1].endswith("\n"):
            rest.pop()
        for number, entry in enumerate(rest, start=2):
            if not cls.is_entry(entry):
                raise Mistake(f"{file} is damaged: line {number} holds no entry of it; {ANEW}")
        return head, {tuple(key): done for key, done in rest}


def _parsed(line: str):
    try:
        return json.loads(line)
    except json.JSONDecodeError:
        return None


def _short(value) -> str:
    text = json.dumps(value)
    return text if len(text) <= 60 else text[:57] + "..."
