"""The verdict on an implementation: what agrees, what does not and where, what was not asked, and why."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field

import numpy as np

from comparisons.judging.agreement import DIFFERS, FAILS, Check
from comparisons.judging.precision import ALLOWED
from comparisons.mistakes.answered import Reason

#: What there was in the place of an answer, as a row says it.
NO_ANSWER = "no answer"


@dataclass(frozen=True)
class Lacking:
    """A case to which there was no answer, and what there was in its place."""

    case: str
    dtype: str
    seed: int
    what: str


@dataclass(frozen=True)
class Spot:
    """Where an array is off: roundings entry by entry, folded to two axes."""

    label: str
    case: str
    dtype: str
    far: np.ndarray


@dataclass
class Verdict:
    """What came of holding an implementation against the truth.

    ``str(verdict)`` is what to read, ``agrees`` whether all that was asked agrees, ``frame`` a row for each array of
    each case. A notebook shows it with a picture of where the error sits.

    concept, name, kind    what was asked for, and what was asked
    checks       an array of a case each, judged by the law
    lacking      the cases without an answer
    not_asked    sentences on what was not asked, and why
    unchecked    sentences on what the implementation says nothing of
    notes        sentences on what it does besides, or what is known of how the framework differs
    weights      what belongs to what where names do not tell: can be given as ``weights``
    found        whether that was found by trying
    spots        by label, where the worst case of an array that fails is off
    reasons      which mistake it is, each proven
    """

    concept: str
    name: str
    kind: str
    checks: list[Check] = field(default_factory=list)
    lacking: list[Lacking] = field(default_factory=list)
    not_asked: list[str] = field(default_factory=list)
    unchecked: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    weights: Mapping[str, str] = field(default_factory=dict)
    found: bool = False
    spots: dict[str, Spot] = field(default_factory=dict)
    reasons: Sequence[Reason] = ()

    @property
    def agrees(self) -> bool:
        """Whether all that was asked was answered and agrees, or differs as its framework rightly does."""
        return bool(self.checks) and not self.failing and not self.lacking

    @property
    def failing(self) -> list[Check]:
        """The checks that fail."""
        return [each for each in self.checks if each.verdict == FAILS]

    @property
    def frame(self):
        """A DataFrame with a row for each check and each lacking answer, with the columns of ``triptych.check``."""
        import pandas

        from comparisons.tables import COLUMNS

        rows = [each.row() for each in self.checks]
        of_all = dict(
            concept=self.concept, family=self.concept.split(".")[0], framework="yours", kind="", array=""
        )
        rows += [
            dict.fromkeys(COLUMNS["checks"])
            | of_all
            | dict(
                case=each.case, dtype=each.dtype, seed=each.seed, device="cpu", error=np.nan, units=np.nan,
                allowed=ALLOWED, verdict=NO_ANSWER, reason=each.what,
            )
            for each in self.lacking
        ]  # fmt: skip
        return pandas.DataFrame(rows, columns=COLUMNS["checks"])

    @property
    def headline(self) -> str:
        """The first line: whether it agrees, and how much was asked."""
        cases = {(each.case, each.seed) for each in [*self.checks, *self.lacking]}
        who = f"{self.name} ({self.kind}) against {self.concept}"
        if not cases:
            return f"{who}: nothing was asked"
        asked = f"{len(self.checks)} checks in {_number(len(cases), 'case')}"
        if self.agrees:
            differing = sum(each.verdict == DIFFERS for each in self.checks)
            some = f", {differing} of them as its framework rightly differs" if differing else ""
            return f"{who}: agrees ({asked}{some})"
        if not self.checks:
            return f"{who}: does not agree (no case has an answer)"
        said = [f"{len(self.failing)} of {asked} fail"] if self.failing else []
        said += [f"{_number(len(self.lacking), 'question')} without an answer"] if self.lacking else []
        return f"{who}: does not agree ({', '.join(said)})"

    def row(self) -> dict:
        """Return what it says, for programs and tables."""
        return dict(
            concept=self.concept,
            name=self.name,
            kind=self.kind,
            agrees=self.agrees,
            said=self.headline,
            lines=self.lines(),
            weights=dict(self.weights),
            reasons=[asdict(each) for each in self.reasons],
        )

    def lines(self) -> list[str]:
        """Return what there is to read below the first line, a sentence each."""
        said = [*self._failures(), *self._silences(), *(f"the reason: {each.text}" for each in self.reasons)]
        said += [*self.unchecked, *self.not_asked, *self.notes]
        if self.weights:
            how = "found by trying" if self.found else "taken as"
            said.append(f"{how}: " + ", ".join(f"{name}={text!r}" for name, text in self.weights.items()))
        return said

    def __str__(self):
        return "\n".join([self.headline, *(f"  {line}" for line in self.lines())])

    def _failures(self) -> list[str]:
        arrays = defaultdict(list)
        for each in self.failing:
            arrays[each.kind, each.array].append(each)
        lines = []
        for (kind, name), checks in arrays.items():
            off = [each for each in checks if " roundings off " in each.reason]
            worst = max(off, key=lambda each: each.units) if len(off) == len(checks) else _first(checks, off)
            asked = [each for each in self.checks if (each.kind, each.array) == (kind, name)]
            place = f"({worst.case}{f' seed={worst.seed}' if worst.seed else ''}) {worst.dtype}"
            lines.append(f"{kind} {worst.label} {_after(worst)}; in {place}, {_which(checks, asked)}")
        return lines

    def _silences(self) -> list[str]:
        whats = defaultdict(list)
        for each in self.lacking:
            whats[each.what].append(each)
        lines = []
        for what, several in whats.items():
            cases = list(dict.fromkeys(each.case for each in several))
            more = f" and in {len(cases) - 1} more" if len(cases) > 1 else ""
            where = f" in the case ({cases[0]}){more}" if cases[0] else ""
            lines.append(f"{self.name} {what}{where}")
        return lines

    def _repr_html_(self) -> str:
        from comparisons.yours.picture import html

        return html(self)


def _first(checks: list[Check], others: list[Check]) -> Check:
    return next(each for each in checks if each not in others)


def _which(failed: list[Check], asked: list[Check]) -> str:
    """Say in which cases an array fails."""
    bad, every = ({(each.case, each.seed) for each in some} for some in (failed, asked))
    dtypes = {each.dtype for each in failed}
    alone = f", {' and '.join(sorted(dtypes))} alone" if dtypes != {each.dtype for each in asked} else ""
    if bad == every:
        return ("and in every case" if len(every) > 1 else "the one case") + alone
    return (
        f"one of {len(bad)} among {len(every)} cases{alone}"
        if len(bad) > 1
        else f"the only one of {len(every)} cases{alone}"
    )


def _after(check: Check) -> str:
    """Return what a reason says after it has named concept, case, framework, dtype and array."""
    start = f"{check.kind} {check.label} "
    said = check.reason.partition(start)[2] or check.reason.partition(": ")[2]
    return said.replace("where scratch has", "where the truth is").replace("is inf roundings off", "is off")


def _number(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"
