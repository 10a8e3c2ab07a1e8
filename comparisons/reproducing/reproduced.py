"""A row made a script: found, made small, written, and run by itself before anybody is given it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from comparisons.errors import Mistake
from comparisons.judging.agreement import AGREES, CRASHED, DIFFERS
from comparisons.judging.cases import text
from comparisons.judging.question import Question
from comparisons.reproducing import script
from comparisons.reproducing.asked import Bench
from comparisons.reproducing.placing import Placed, place
from comparisons.reproducing.rows import Named, label_of
from comparisons.reproducing.smaller import Sought, smallest


@dataclass
class Reproduced:
    """A script, the row that it shows, and whether it does so where nothing of this project is at hand."""

    script: str
    row: Mapping[str, Any]
    numbers: int
    asked: int
    shows: bool
    printed: str

    @property
    def holds(self) -> bool:
        """Whether the script does what it should: it ends with 1, or with 0 of a row that agrees."""
        return self.shows == (self.row["verdict"] != AGREES and not self.is_right)

    @property
    def is_right(self) -> bool:
        """Whether it fails since it agrees, where the declaration says that it does not."""
        return "is declared to differ" in self.row["reason"]

    def told(self) -> str:
        """Say in a line what it is."""
        row, many = self.row, f"{self.numbers} numbers, after {self.asked} tries"
        who = f"{row['concept']} ({row['case']}) {row['framework']} {row['mode']} {row['dtype']}"
        says = {
            AGREES: "agrees: the script shows that, and ends with exit code 0",
            DIFFERS: "differs as declared: the script holds the framework against the formula",
        }.get(row["verdict"], row["verdict"])
        if self.is_right:
            says = "agrees, though it is declared to differ: the declaration is what is wrong"
        ran = (
            ""
            if self.holds
            else "; but the script by itself does not show it: it hangs on what was computed before"
        )
        return f"{who}: {label_of(row) or 'no answer'} {says}; {many}{ran}."


def find_row(bench: Bench, named: Named, mode: str, dtypes) -> tuple[Question, Mapping[str, Any]]:
    """Return the row that is meant, and its question. Raises Mistake if all that is meant agrees."""
    found, best = {}, None
    for question in named.questions(dtypes):
        for row in bench.rows(question, mode):
            found[id(row)] = question, row
        best = named.best([row for _, row in found.values()])
        if best is not None and best["verdict"] not in (AGREES, DIFFERS):
            break
    if best is None:
        raise Mistake(
            f"{named.concept}: all {len(found)} rows of {bench.worker.framework} agree; name one with --array"
            if found
            else f"{named.concept} is not asked so: no case has this dtype"
        )
    return next(pair for pair in found.values() if pair[1] is best)


def reproduce(
    bench: Bench, question: Question, row: Mapping[str, Any], seconds: float, timeout: float,
    busy: Callable[[str], None] = lambda what: None,
) -> Reproduced:  # fmt: skip
    """Make a row the smallest script that is found in so many seconds, and run it."""
    mode, sought = row["mode"], Sought(bench, row["mode"], row)
    if row["verdict"] != AGREES and seconds > 0:
        busy("making it smaller")
        question = smallest(sought, question, seconds)
    row = dict(sought.row_of(question), case=text(question.case))
    said = placed(bench, question, mode, row)
    why = row["reason"] if row["verdict"] == DIFFERS else ""
    crash = row["reason"] if row["verdict"] == CRASHED else ""
    written = script.write(row["concept"], bench.worker.framework, said, bench.versions(), why, crash)
    busy("running the script")
    code, printed = script.run(written, timeout)
    return Reproduced(written, row, script.size(said), sought.asked, code == 1, printed)


def placed(bench: Bench, question: Question, mode: str, row: Mapping[str, Any]) -> Placed:
    """Return a question and its row in the framework's own terms."""
    given = truth = None
    label = label_of(row)
    if question.concept.kind != "distribution":
        if row["kind"] == "law":
            raise Mistake(
                f"{row['concept']}: {row['array']} is a property of many draws, which are read off many answers; "
                "name another array"
            )
        if row["verdict"] != CRASHED:
            given, truth = bench.truth(question, mode, label)
    return bench.worker.ask(place, row["concept"], question, mode, label, given, truth)
