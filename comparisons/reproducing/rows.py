"""Rows, named so that a person can copy them from what ``check`` prints, or from its JSON."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from comparisons.declaring.catalogue import load, select_one
from comparisons.declaring.concept import Concept
from comparisons.errors import Mistake, unknown
from comparisons.judging.agreement import CRASHED, DIFFERS, FAILS
from comparisons.judging.cases import text
from comparisons.judging.precision import PRECISIONS
from comparisons.judging.question import Question
from comparisons.processes.adapters import ADAPTERS, COMPILED, MODE_NAMES, MODES

_LINE = re.compile(
    r"(?P<concept>[\w.]+)(?: \((?P<case>[^()]*(?:\([^()]*\)[^()]*)*)\))?(?: (?P<rest>.*))?", re.DOTALL
)
_KIND = re.compile(r" (?:output|gradient|training run|optimizer|schedule|metric) (?P<label>\w+)")
_LAW = re.compile(r" (?P<label>(?:bounds|mean|variance|independence|distribution|exactness) of \w+)")

#: Which rows are shown first, if a name fits several.
_FIRST = {FAILS: 0, CRASHED: 1, DIFFERS: 2}


@dataclass(frozen=True)
class Named:
    """What a person says of a row; what is "" or None may be anything."""

    concept: str
    case: str | None = None
    number: int | None = None
    framework: str = ""
    mode: str = ""
    dtype: str = ""
    label: str = ""
    seed: int = 0

    def cases(self) -> list[tuple[int, dict]]:
        """Return the cases that are meant, each with its number. Raises Mistake if there is none."""
        concept = load(self.concept)
        every = list(enumerate(concept.cases))
        if self.number is not None:
            if not 0 <= self.number < len(every):
                raise Mistake(f"{self.concept} has the cases 0 to {len(every) - 1}, no case {self.number}")
            return [every[self.number]]
        if self.case is None:
            return every
        found = [(number, case) for number, case in every if text(case) == self.case]
        if not found:
            raise unknown(f"case of {self.concept}:", self.case, [text(case) for _, case in every])
        return found

    def questions(self, dtypes: Iterable[str]) -> list[Question]:
        """Return the questions that are meant, in the dtypes in which each case is asked."""
        concept, chosen = load(self.concept), [self.dtype] if self.dtype else dtypes
        return [
            Question.draw(concept, case, dtype, self.seed)
            for dtype in chosen
            for number, case in self.cases()
            if (number, case) in concept.cases_in(dtype)
        ]

    def best(self, rows: Iterable[Mapping[str, Any]]) -> Mapping[str, Any] | None:
        """Return the row that is meant: of several one that fails, else one that differs as declared; else none.

        Where an array is named, a row that agrees is as good. Raises Mistake if none has that array.
        """
        rows = list(rows)
        fitting = [row for row in rows if not self.label or label_of(row) == self.label or not row["kind"]]
        if self.label and rows and not fitting:
            raise unknown(f"array of {self.concept}:", self.label, dict.fromkeys(map(label_of, rows)))
        telling = [row for row in fitting if row["verdict"] in _FIRST or self.label]
        return min(telling, key=lambda row: (_FIRST.get(row["verdict"], 9), -row["units"]), default=None)


def label_of(row: Mapping[str, Any]) -> str:
    """Return the label of a row's array: ``y``, ``dx``."""
    return f"d{row['array']}" if row["kind"] == "gradient" else row["array"]


def command(row: Mapping[str, Any], concept: Concept) -> str:
    """Return the command that makes a row a script."""
    numbers = [n for n, case in enumerate(concept.cases) if text(case) == row["case"]]
    said = dict(framework=row["framework"], dtype=row["dtype"])
    said |= dict(case=numbers[0]) if numbers else {}
    said |= dict(mode=row["mode"])
    said |= dict(array=label_of(row)) if row["array"] else {}
    said |= dict(seed=row["seed"]) if row["seed"] else {}
    options = (f"--{name} {f'{value!r}' if ' ' in str(value) else value}" for name, value in said.items())
    return f"triptych repro {row['concept']} {' '.join(options)}"


def read(words: Iterable[str], **given: Any) -> Named:
    """Return the row that words name: a concept, or a line as ``check`` prints it; options are in ``given``.

    Raises Mistake with what is near for a concept, case, framework, dtype, mode and array that there is not.
    """
    line = " ".join(words)
    said = _LINE.fullmatch(line.strip())
    if not said:
        raise Mistake(f"{line!r} names no row; write a concept, or a line that check prints")
    name, case, seed = select_one(said["concept"], "name"), said["case"], 0
    rest = said["rest"] or ""
    before = rest.partition(":")[0].split()
    found = dict(
        framework=next((word for word in before if word in ADAPTERS), ""),
        mode=next((word for word in before if word in COMPILED), ""),
        dtype=next((word for word in before if word in PRECISIONS), ""),
    )
    if rest and not (found["framework"] and found["dtype"]):
        raise Mistake(
            f"{rest[:60]!r} says no framework and dtype; write as check does: (n=3) keras float32: output y"
        )
    after = rest.partition(":")[2]
    label = _LAW.match(after) or _KIND.match(after)
    if case is not None:
        case, _, drawn = case.partition(" seed=")
        if case.startswith("seed="):
            case, drawn = "", case.removeprefix("seed=")
        seed = int(drawn) if drawn.isdigit() else 0
    found |= dict(label=label["label"] if label else "", case=case, seed=seed)
    found |= {name: value for name, value in given.items() if value not in (None, "")}
    named = Named(name, **found)
    _demand(named)
    return named


def _demand(named: Named) -> None:
    """Raise Mistake for what there is not."""
    if named.framework and named.framework not in ADAPTERS:
        raise unknown("framework", named.framework, ADAPTERS)
    if named.dtype and named.dtype not in PRECISIONS:
        raise unknown("dtype", named.dtype, PRECISIONS)
    modes = MODES[named.framework] if named.framework else MODE_NAMES
    if named.mode and named.mode not in modes:
        raise unknown(f"mode of {named.framework}" if named.framework else "mode", named.mode, modes)
    if named.framework == "scratch":
        raise Mistake("scratch is the formula that others are held against; name a framework: pytorch, keras")
    named.cases()
