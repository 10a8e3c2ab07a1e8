"""What a long run has measured so far, line by line in a file, so that it can be stopped and continued."""

import json
from pathlib import Path

from comparisons.errors import Mistake


class Journal:
    """Measurements by key. With a file, each is written to it as soon as it is made."""

    def __init__(self, file: Path | None = None):
        self.file, self.entries = file, {}

    @classmethod
    def begin(cls, file: Path, options: dict) -> "Journal":
        """Begin a journal, in the place of any that was there; ``options`` are those of the run."""
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(json.dumps(options) + "\n", encoding="utf-8")
        return cls(file)

    @classmethod
    def resume(cls, file: Path, options: dict) -> "Journal":
        """Read what was measured before, or begin if nothing was.

        A last line that was cut off in the middle does not count. Raises Mistake if the run then had other options.
        """
        if not file.exists():
            return cls.begin(file, options)
        options = json.loads(json.dumps(options))  # a tuple comes back as a list
        head, *lines = file.read_text(encoding="utf-8").splitlines() or [""]
        began = _parsed(head) or {}
        for name, value in options.items():
            if began.get(name) != value:
                raise Mistake(
                    f"{file} was begun with {name} = {_short(began.get(name))}, now it is {_short(value)}; "
                    "give the same options, or leave out --resume to begin anew"
                )
        entries = [entry for line in lines if (entry := _parsed(line))]
        journal = cls.begin(file, options)
        for key, measured in entries:
            journal.add(tuple(key), measured)
        return journal

    def add(self, key: tuple, measured: dict) -> None:
        """Keep a measurement; keys and values are what JSON can hold."""
        self.entries[key] = measured
        if self.file:
            with self.file.open("a", encoding="utf-8") as file:
                file.write(json.dumps([key, measured]) + "\n")


def _parsed(line: str):
    try:
        return json.loads(line)
    except json.JSONDecodeError:
        return None


def _short(value) -> str:
    text = json.dumps(value)
    return text if len(text) <= 60 else text[:57] + "..."
