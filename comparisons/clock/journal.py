"""What a long run has measured so far, line by line in a file, so that it can be stopped and continued."""

import json
from numbers import Real
from pathlib import Path

from comparisons.errors import Mistake
from reports.files import put

ANEW = "leave out --resume to begin anew in its place, or name another --out"


class Journal:
    """Measurements by key. With a file, each is written to it as soon as it is made."""

    def __init__(self, file: Path | None = None):
        self.file, self.entries = file, {}

    @classmethod
    def begin(cls, file: Path, options: dict, entries: dict | None = None) -> "Journal":
        """Begin a journal at one stroke, in the place of any that was there; ``options`` are those of the run.

        Raises OSError if it cannot be written; then what was there is still there.
        """
        journal = cls(file)
        journal.entries = entries or {}
        lines = [json.dumps(options), *(json.dumps(entry) for entry in journal.entries.items())]
        put(file, "".join(f"{line}\n" for line in lines).encode())
        return journal

    @classmethod
    def resume(cls, file: Path, options: dict) -> "Journal":
        """Read what was measured before, or begin if nothing was.

        A last line that was cut off in the middle does not count. Raises Mistake if the run then had other options, and
        if the file is no journal or is damaged: then it stays as it is.
        """
        if not file.exists():
            return cls.begin(file, options)
        options = json.loads(json.dumps(options))  # a tuple comes back as a list
        began, entries = _read(file, set(options))
        for name, value in options.items():
            if began[name] != value:
                raise Mistake(
                    f"{file} was begun with {name} = {_short(began[name])}, now it is {_short(value)}; "
                    "give the same options, or leave out --resume to begin anew"
                )
        return cls.begin(file, options, entries)

    def add(self, key: tuple, measured: dict) -> None:
        """Keep a measurement; keys and values are what JSON can hold. Raises Mistake if it cannot be written."""
        self.entries[key] = measured
        if self.file:
            try:
                with self.file.open("a", encoding="utf-8") as file:
                    file.write(json.dumps([key, measured]) + "\n")
            except OSError as error:
                raise Mistake(
                    f"cannot write {self.file}: {error.strerror}; it holds what was measured before: make room, and "
                    "the same command with --resume goes on"
                ) from error


def _read(file: Path, names: set[str]) -> tuple[dict, dict]:
    """Return options and entries of a journal. Raises Mistake, with the line, if it is none."""
    try:
        lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
    except OSError as error:
        raise Mistake(f"cannot read {file}: {error.strerror}; {ANEW}") from error
    except UnicodeDecodeError as error:
        raise Mistake(f"{file} is no journal of triptych time: it is not text; {ANEW}") from error
    head, *rest = map(_parsed, lines or [""])
    if not isinstance(head, dict) or not names <= set(head):
        raise Mistake(f"{file} is no journal of triptych time: its first line holds no options; {ANEW}")
    if rest and rest[-1] is None and not lines[-1].endswith("\n"):
        rest.pop()
    for number, entry in enumerate(rest, start=2):
        if not _is_entry(entry):
            raise Mistake(f"{file} is damaged: line {number} holds no measurement; {ANEW}")
    return head, {tuple(key): measured for key, measured in rest}


def _is_entry(entry) -> bool:
    """Say whether a line holds the machine's limits, or what a generation measured of a concept at one size."""
    match entry:
        case [["limits"], dict() as limits]:
            return not limits or _is_limits(limits)
        case [
            [int(), str(), int() | float()],
            {"times": times, "facts": facts, "trouble": trouble, "disturbed": disturbed, "costs": costs,
             "device": str()},
        ]:  # fmt: skip
            return (
                _by_job(times, lambda series: isinstance(series, list) and all(map(_is_number, series)))
                and _by_job(facts, _are_numbers)
                and _by_job(trouble, lambda reason: isinstance(reason, str))
                and _by_job(disturbed, _is_number)
                and isinstance(costs, dict)
                and all(
                    _are_numbers(cost) and set(cost) == {"operations", "bytes"} for cost in costs.values()
                )
            )
    return False


def _is_limits(limits: dict) -> bool:
    match limits:
        case {"rate": int() | float(), "bandwidth": dict() as bandwidth}:
            return _are_numbers(bandwidth) and all(size.isdecimal() for size in bandwidth)
    return False


def _by_job(rows, fits) -> bool:
    """Say whether rows are (worker, mode, pass) and something that fits."""
    return isinstance(rows, list) and all(
        isinstance(row, list)
        and len(row) == 4
        and all(isinstance(name, str) for name in row[:3])
        and fits(row[3])
        for row in rows
    )


def _are_numbers(values) -> bool:
    return isinstance(values, dict) and all(map(_is_number, values.values()))


def _is_number(value) -> bool:
    return isinstance(value, Real)


def _parsed(line: str):
    try:
        return json.loads(line)
    except json.JSONDecodeError:
        return None


def _short(value) -> str:
    text = json.dumps(value)
    return text if len(text) <= 60 else text[:57] + "..."
