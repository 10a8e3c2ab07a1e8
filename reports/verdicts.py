"""What several checks say together: the gravest of their verdicts, and how exact they are."""

import math
from collections.abc import Iterable
from dataclasses import dataclass

from reports.numbers import significant

#: The kind of a check that tells no roundings: numbers that were drawn are held against their law.
LAW = "law"

AGREES, DIFFERS, FAILS, UNAVAILABLE = "agrees", "differs as declared", "FAILS", "unavailable"
NOT_RUN, NOT_ASKED = "not run", "not asked"

#: From the best to the gravest. A verdict that is not named here is taken for the gravest.
GRAVITY = (NOT_ASKED, AGREES, DIFFERS, NOT_RUN, UNAVAILABLE, "timed out", "crashed", FAILS)


@dataclass(frozen=True)
class Judgement:
    """A verdict on some checks; ``units`` are the roundings of the worst array that speaks for it.

    ``apart`` are the roundings of the worst array that differs as declared.
    """

    verdict: str
    units: float = math.nan
    reason: str = ""
    apart: float = math.nan

    @property
    def shown(self) -> float:
        """The roundings that a cell shows: of what differs, if something does."""
        return self.units if math.isnan(self.apart) else self.apart

    @property
    def told(self) -> str:
        """The judgement in a sentence."""
        if self.verdict in (AGREES, DIFFERS) and not math.isnan(self.shown):
            said = f"{self.verdict}: {significant(self.shown)} roundings"
            rest = "" if math.isnan(self.apart) or math.isnan(self.units) else significant(self.units)
            return f"{said}, the rest {rest}" if rest else said
        return f"{self.verdict}: {self.reason}" if self.reason else self.verdict

    @property
    def style(self) -> str:
        """The class of CSS: agrees, differs, fails, or lacks where there is no answer."""
        return {AGREES: "agrees", DIFFERS: "differs", FAILS: "fails"}.get(self.verdict, "lacks")

    @property
    def gravity(self) -> int:
        """The place of the verdict among all, 0 for the best."""
        return GRAVITY.index(self.verdict) if self.verdict in GRAVITY else len(GRAVITY)

    @property
    def rank(self) -> float:
        """A number to sort by: roundings where all is well, and beyond any of them what is wrong or missing."""
        units = 0 if math.isnan(self.shown) else min(self.shown, 1e15)
        return units if self.verdict in (AGREES, DIFFERS) else 1e15 * self.gravity + units

    def __str__(self):
        """The judgement in the few letters that fit into a cell."""
        units = "" if math.isnan(self.shown) else significant(self.shown)
        if self.verdict == AGREES:
            return units or AGREES
        if self.verdict == DIFFERS:
            return f"≠ {units}".strip()
        return f"{self.verdict} {units}".strip() if self.verdict == FAILS else self.verdict


def judge(checks: Iterable[dict], otherwise: Judgement | None = None) -> Judgement:
    """Return the gravest verdict of some checks; ``otherwise``, or that it was not run, if there are none.

    Where all is well, declared differences aside, the units are those of the worst array that should agree, if there is
    one; what differs stands beside them.
    """
    checks = list(checks)
    if not checks:
        return otherwise or Judgement(NOT_RUN)
    verdicts = [Judgement(check["verdict"], reason=check["reason"]) for check in checks]
    worst = gravest(verdicts)
    differs = worst.verdict == DIFFERS
    return Judgement(
        worst.verdict,
        _most(checks, AGREES if differs else worst.verdict),
        worst.reason,
        _most(checks, DIFFERS) if differs else math.nan,
    )


def _most(checks: list[dict], verdict: str) -> float:
    """Return how many roundings the worst array of those with a verdict is off, NaN if none tells."""
    units = [check["units"] for check in checks if check["verdict"] == verdict and tells_roundings(check)]
    return max(units, default=math.nan)


def tells_roundings(check: dict) -> bool:
    """Return whether a check says how many roundings an array is off."""
    return check["kind"] != LAW and not math.isnan(check["units"])


def gravest(judgements: Iterable[Judgement]) -> Judgement:
    """Return the gravest of some judgements; that nothing was run, if there are none."""
    return max(judgements, key=lambda judgement: judgement.gravity, default=Judgement(NOT_RUN))


def about(checks: Iterable[dict], **key: str) -> list[dict]:
    """Return the checks that a key like ``framework="keras"`` asks for.

    A check that leaves the column blank speaks for all values of it: a framework that crashed has no arrays.
    """
    return [check for check in checks if all(check[column] in (value, "") for column, value in key.items())]


def label(check: dict) -> str:
    """Return the name of a check's array as code has it: a gradient is called ``dx``."""
    return f"d{check['array']}" if check["kind"] == "gradient" and check["array"] else check["array"]
